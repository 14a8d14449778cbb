using System.Text;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities.Signatures;

/// <summary>
/// The text that is signed (RFC 9421 section 2.5), written from the request as Envoy tells it. What cannot be written
/// without doubt makes the signature a bad one.
/// </summary>
internal ref struct SignatureBase
{
    private readonly Span<byte> buffer;
    private int length;

    /// <param name="buffer">Of <see cref="SignatureLimits.BaseBytesMax"/>.</param>
    public SignatureBase(Span<byte> buffer) => this.buffer = buffer;

    public SignatureCoverage Coverage { get; private set; }

    public readonly ReadOnlySpan<byte> Bytes => buffer[..length];

    public bool TryWrite(scoped in AccessRequest request, scoped in SignatureInput input)
    {
        int count = 0;
        int at = 0;
        ReadOnlySpan<byte> components = input.Components;
        while (at < components.Length)
        {
            int end = StructuredField.SkipString(components, at);
            ReadOnlySpan<byte> name = components[(at + 1)..(end - 1)];

            // A component with parameters is another one than its name says, and none of these is read here.
            bool isPlain = end == components.Length || components[end] == ' ';
            if (!isPlain
                || ++count > SignatureLimits.ComponentsMax
                || SignatureComponents.Name(components[..Math.Max(at - 1, 0)], name)
                || !TryWriteLine(in request, name))
            {
                return false;
            }

            at = end + 1;
        }

        return TryAppend("\"@signature-params\": "u8) && TryAppend(input.Parameters);
    }

    /// <summary>Whether the signature covers which request it is: of what it leaves open, a thief makes another one.</summary>
    public readonly bool CoversRequest(scoped in AccessRequest request)
    {
        bool hasQuery = request.Target.Contains((byte)'?');
        bool isPathCovered = Covers(SignatureCoverage.RequestTarget)
            || (Covers(SignatureCoverage.Path) && (!hasQuery || Covers(SignatureCoverage.Query)));
        return Covers(SignatureCoverage.Method)
            && (Covers(SignatureCoverage.TargetUri) || (Covers(SignatureCoverage.Authority) && isPathCovered));
    }

    private readonly bool Covers(SignatureCoverage component) => (Coverage & component) != 0;

    private bool TryWriteLine(scoped in AccessRequest request, ReadOnlySpan<byte> name)
    {
        if (!TryAppend("\""u8) || !TryAppend(name) || !TryAppend("\": "u8))
        {
            return false;
        }

        bool isWritten = name.StartsWith("@"u8) ? TryWriteDerived(in request, name) : TryWriteField(request.Headers, name);
        return isWritten && TryAppend("\n"u8);
    }

    private bool TryWriteDerived(scoped in AccessRequest request, ReadOnlySpan<byte> name)
    {
        int question = request.Target.IndexOf((byte)'?');
        ReadOnlySpan<byte> path = question < 0 ? request.Target : request.Target[..question];
        switch (name)
        {
            case var _ when name.SequenceEqual("@method"u8):
                Coverage |= SignatureCoverage.Method;
                return TryAppend(request.Method);
            case var _ when name.SequenceEqual("@authority"u8):
                Coverage |= SignatureCoverage.Authority;
                return TryAppendLower(request.Host);
            case var _ when name.SequenceEqual("@path"u8):
                Coverage |= SignatureCoverage.Path;
                return TryAppend(path);
            case var _ when name.SequenceEqual("@query"u8):
                Coverage |= SignatureCoverage.Query;
                return TryAppend(question < 0 ? "?"u8 : request.Target[question..]);
            case var _ when name.SequenceEqual("@request-target"u8):
                Coverage |= SignatureCoverage.RequestTarget;
                return TryAppend(request.Target);
            case var _ when name.SequenceEqual("@scheme"u8):
                Coverage |= SignatureCoverage.Scheme;
                return TryWriteScheme(request.Headers);
            case var _ when name.SequenceEqual("@target-uri"u8):
                Coverage |= SignatureCoverage.TargetUri;
                return TryWriteScheme(request.Headers)
                    && TryAppend("://"u8)
                    && TryAppendLower(request.Host)
                    && TryAppend(request.Target);
            default:
                return false;
        }
    }

    private bool TryWriteScheme(HeaderList headers)
    {
        int line = headers.IndexOf(":scheme"u8);
        return line >= 0 && TryAppend(headers.Value(line));
    }

    /// <summary>Section 2.1: the lines in their order, trimmed, with a comma and a space between them.</summary>
    private bool TryWriteField(HeaderList headers, ReadOnlySpan<byte> name)
    {
        // The names of fields are signed in lower case: another case is another component.
        int line = name.ContainsAnyInRange((byte)'A', (byte)'Z') ? -1 : headers.IndexOf(name);
        if (line < 0)
        {
            return false;
        }

        bool isFirst = true;
        for (; line >= 0; line = headers.IndexOf(name, line + 1))
        {
            if ((!isFirst && !TryAppend(", "u8)) || !TryAppend(headers.Value(line).Trim(" \t"u8)))
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }

    private bool TryAppendLower(ReadOnlySpan<byte> text)
    {
        int start = length;
        if (!TryAppend(text))
        {
            return false;
        }

        Ascii.ToLowerInPlace(buffer[start..length], out int lowered);
        return lowered == text.Length;
    }

    // A line feed in a value would let one line pass for two.
    private bool TryAppend(ReadOnlySpan<byte> text)
    {
        bool isLineEnd = text.Length == 1 && text[0] == '\n';
        if (text.Length > buffer.Length - length || (!isLineEnd && text.ContainsAny((byte)'\n', (byte)'\r')))
        {
            return false;
        }

        text.CopyTo(buffer[length..]);
        length += text.Length;
        return true;
    }
}
