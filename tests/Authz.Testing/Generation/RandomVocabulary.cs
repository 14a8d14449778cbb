namespace Authz.Testing.Generation;

/// <summary>The few names and texts that conditions and requests share, so that they meet.</summary>
internal static class RandomVocabulary
{
    public static readonly string[] Headers = ["x-a", "x-b"];

    public static readonly string[] Parameters = ["q", "a b"];

    public static readonly string[] Extensions = ["tenant", "region"];

    public static readonly string[] Filters = ["f", "g"];

    public static readonly string[] Pointers = ["/a", "/a", "/b", "/a/0", "/a/b", "", "/~1"];

    /// <summary>The second sorts before the first.</summary>
    public static readonly string[] Issuers = ["idp", "idp", "idp", "apd"];

    public static readonly string[] Claims = ["sub", "sub", "scope", "scope", "/scope", "a", "/a", "/a/b", "/a/0", "/b", "/~1", "/"];

    /// <summary>What operands are made of, and what requests say.</summary>
    public static readonly string[] Texts =
        ["one", "one", "one", "two", "two", "o", "e", "ONE", "7", "-7", "true", "", "é", "one two", "x", "xy", "10.0.0.1"];

    public static readonly string[] Networks =
    [
        "10.0.0.0/8", "10.0.0.0/31", "10.0.0.1/32", "0.0.0.0/0", "192.168.128.0/17", "::/0", "fd00:1::/32",
        "2001:db8::8000:0:0:0/65",
    ];

    public static readonly string[] Addresses =
    [
        "10.0.0.1", "10.0.0.1", "10.0.0.2", "::ffff:10.0.0.1", "::FFFF:a00:1", "11.0.0.1", "192.168.127.255", "192.168.128.0",
        "fd00:1::5", "fd00:2::", "2001:db8::7fff:ffff:ffff:ffff", "2001:db8::8000:0:0:0", "::", "::1.2.3.4",
        "10.0.0", "10.0.0.01", "10.0.0.256", "fe80::1%eth0", "[::1]", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7::", "::1::", "x",
    ];

    public static readonly string[] Expressions =
    [
        "one|two", "o.*", "(?i)one", "[a-z ]+", "[^o]*", @"-?\\d{1,2}", @"\\w+", ".*", "", "(o|n|e)+", @"x\\{|o[mno]e?", "^one$",
        @"\\p{L}+", "(one|o)(ne)?", @"(?s).*\\s.*", "[[:lower:]]*?[[:digit:].]*",
    ];

    public static readonly string[] Zones = ["Europe/Tallinn", "America/New_York", "Asia/Kolkata", "UTC"];

    /// <summary>Around the ends of days, hours and daylight saving in these zones.</summary>
    public static readonly DateTimeOffset[] Edges =
    [
        new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), new(2026, 10, 25, 1, 0, 0, TimeSpan.Zero),
        new(2026, 3, 8, 7, 0, 0, TimeSpan.Zero), new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero),
        new(2026, 6, 1, 5, 0, 0, TimeSpan.Zero), new(2026, 6, 1, 21, 0, 0, TimeSpan.Zero),
        new(2026, 6, 6, 18, 30, 0, TimeSpan.Zero), new(2026, 6, 7, 4, 0, 0, TimeSpan.Zero),
    ];

    public static readonly string[] Hours = ["00:00", "01:00", "03:00", "03:30", "08:00", "12:00", "23:59", "24:00"];
}
