using System.Globalization;
using System.Numerics;

namespace Authz.Policies.Binding;

/// <summary>
/// Points of the NIST curves y² = x³ - 3x + b modulo p (FIPS 186-4, D.1.2). One that is not on its curve is no key: with it
/// signatures could mean anything.
/// </summary>
internal sealed class CurvePoint
{
    private static readonly CurvePoint P256 = new(
        32,
        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    private static readonly CurvePoint P384 = new(
        48,
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef");

    private static readonly CurvePoint P521 = new(
        66,
        "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            + "ffffffffffffffffffffffffffffffff",
        "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf07"
            + "3573df883d2c34f1ef451fd46b503f00");

    private readonly BigInteger prime;
    private readonly BigInteger term;

    private CurvePoint(int size, string prime, string term)
    {
        Size = size;
        this.prime = BigInteger.Parse("0" + prime, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        this.term = BigInteger.Parse("0" + term, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>Bytes of a coordinate.</summary>
    public int Size { get; }

    /// <summary>Null: a curve that is not known.</summary>
    public static CurvePoint? Of(string? curve) => curve switch
    {
        "P-256" => P256,
        "P-384" => P384,
        "P-521" => P521,
        _ => null,
    };

    public bool IsOnCurve(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        var horizontal = new BigInteger(x, isUnsigned: true, isBigEndian: true);
        var vertical = new BigInteger(y, isUnsigned: true, isBigEndian: true);
        BigInteger difference = (vertical * vertical) - (horizontal * horizontal * horizontal) + (3 * horizontal) - term;
        return horizontal < prime && vertical < prime && (difference % prime).IsZero;
    }
}
