using System.Globalization;
using Authz.Store.Versions;

namespace Authz.Admin.Events;

/// <summary>
/// How far somebody has heard: the last of each kind of change. It is made of what the repository keeps, so that it means the same after a restart
/// and on another replica.
/// </summary>
/// <param name="Approval">Ticks of the time of the last approval.</param>
internal readonly record struct EventCursor(long Number, long Approval, long Epoch, long Revocation)
{
    private const char Separator = '-';
    private const int Parts = 4;

    public static EventCursor Of(RepositoryState state) => new(
        state.LastNumber,
        state.Approvals.IsEmpty ? 0 : state.Approvals.Max(static approval => approval.Time.UtcTicks),
        state.Active?.Epoch ?? 0,
        state.Revocations.IsEmpty ? 0 : state.Revocations.Max(static revocation => revocation.Id));

    public static bool TryParse(string text, out EventCursor cursor)
    {
        cursor = default;
        string[] parts = text.Split(Separator);
        var numbers = new long[Parts];
        if (parts.Length != Parts)
        {
            return false;
        }

        for (int i = 0; i < Parts; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        cursor = new EventCursor(numbers[0], numbers[1], numbers[2], numbers[3]);
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Number}{Separator}{Approval}{Separator}{Epoch}{Separator}{Revocation}");
}
