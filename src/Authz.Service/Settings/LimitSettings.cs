using Authz.Grpc.Limits;

namespace Authz.Service.Settings;

/// <summary>The settings that bound what clients can cost.</summary>
public static class LimitSettings
{
    public const int ConnectionsMost = 1_000_000;
    public const int StreamsMost = 65_536;
    public const int WatchersMost = 1_000_000;
    public const int SignatureChecksMost = 65_536;

    /// <summary>Less would refuse ordinary requests that come in two pieces.</summary>
    public const int ArrivingBytesLeast = 2 * 1024 * 1024;

    public const int ArrivingBytesMost = 1024 * 1024 * 1024;

    public static readonly TimeSpan MessageDeadlineMin = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan MessageDeadlineMax = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan HandshakeDeadlineMin = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan HandshakeDeadlineMax = TimeSpan.FromMinutes(1);

    /// <summary>Kestrel looks at its connections once a second.</summary>
    public static readonly TimeSpan SilenceMin = TimeSpan.FromSeconds(1);

    /// <summary>Two looks of Kestrel's, so that a write between them is not taken for a stall.</summary>
    public static readonly TimeSpan StallMin = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan SilenceMax = TimeSpan.FromHours(1);
    public static readonly TimeSpan StallMax = TimeSpan.FromHours(1);

    internal static GrpcLimits Read(SettingValues values)
    {
        int arrivingBytesMax = values.Size(SettingCatalog.ArrivingBytesMax, ArrivingBytesLeast, ArrivingBytesMost);
        bool isSizeRead = Quantity.TryReadSize(values.Text(SettingCatalog.RequestBytesMax), out long requestBytesMax);
        if (isSizeRead
            && arrivingBytesMax <= requestBytesMax
            && requestBytesMax <= SettingsReader.RequestBytesMost
            && values.Find(SettingCatalog.ArrivingBytesMax) is { } entry)
        {
            values.Fault(
                SettingCatalog.ArrivingBytesMax,
                entry,
                $"holds not one request of {SettingCatalog.RequestBytesMax.Option}, which is {requestBytesMax} bytes; set several times as much");
        }

        return new GrpcLimits
        {
            ConnectionsMax = values.Count(SettingCatalog.ConnectionsMax, 1, ConnectionsMost),
            StreamsPerConnectionMax = values.Count(SettingCatalog.StreamsPerConnectionMax, 1, StreamsMost),
            ArrivingBytesMax = arrivingBytesMax,
            MessageTimeMax = values.Time(SettingCatalog.MessageDeadline, MessageDeadlineMin, MessageDeadlineMax),
            HandshakeTimeMax = values.Time(SettingCatalog.HandshakeDeadline, HandshakeDeadlineMin, HandshakeDeadlineMax),
            SilenceMax = values.Time(SettingCatalog.SilenceMax, SilenceMin, SilenceMax),
            StallTimeMax = values.Time(SettingCatalog.StallMax, StallMin, StallMax),
        };
    }
}
