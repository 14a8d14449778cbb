using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Authz.Testing;

/// <summary>
/// Memory that ends where no memory is: whoever reads one byte past it ends the test process. A span alone would not
/// show that, because vectorised code of the platform reads without asking the span.
/// </summary>
public sealed class GuardedBuffer : IDisposable
{
    private const int NoAccess = 0;
    private const int ReadAndWrite = 3;
    private const int PrivateMemory = 0x02;

    private static readonly int anonymousMemory = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;

    private readonly nint start;
    private readonly nint mapped;

    public GuardedBuffer(int pages)
    {
        Length = pages * Environment.SystemPageSize;
        mapped = Length + Environment.SystemPageSize;
        start = Map(0, mapped, ReadAndWrite, PrivateMemory | anonymousMemory, -1, 0);
        if (start == -1 || Protect(start + Length, Environment.SystemPageSize, NoAccess) != 0)
        {
            throw new InvalidOperationException($"no guarded memory: error {Marshal.GetLastPInvokeError()}");
        }
    }

    public int Length { get; }

    public Span<byte> Bytes => MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), start), Length);

    /// <summary>Puts bytes at the very end.</summary>
    public ReadOnlySpan<byte> Put(scoped ReadOnlySpan<byte> bytes)
    {
        Span<byte> place = Bytes[^bytes.Length..];
        bytes.CopyTo(place);
        return place;
    }

    public void Dispose() => _ = Unmap(start, mapped);

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static extern nint Map(nint address, nint length, int access, int kind, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static extern int Protect(nint address, nint length, int access);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static extern int Unmap(nint address, nint length);
}
