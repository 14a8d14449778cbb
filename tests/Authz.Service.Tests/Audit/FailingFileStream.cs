namespace Authz.Service.Tests.Audit;

/// <summary>A file on a disk that becomes full in the middle of a write.</summary>
internal sealed class FailingFileStream(string path)
    : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0)
{
    public bool IsFailing { get; set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        base.Write(IsFailing ? buffer[..(buffer.Length / 2)] : buffer);
        if (IsFailing)
        {
            throw new IOException("no space left on device");
        }
    }
}
