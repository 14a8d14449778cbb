using Authz.Pdp.Answers;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Pdp.Tests.Answers;

public sealed class AnswerFieldsTests
{
    // At 128 and at 16,384 bytes a length takes a byte more; around them that of the entry does before that of its value.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(114)]
    [InlineData(115)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_380)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    public void An_entry_of_any_length_is_one_that_a_reader_of_structs_reads(int length)
    {
        string value = new('é', length / 2);
        value += new string('x', length % 2);
        var metadata = new WireWriter();

        AnswerFields.AddMetadataEntry(metadata, "rule", value);
        AnswerFields.AddMetadataEntry(metadata, "shadow_rule", "behind it");

        Struct read = Struct.Parser.ParseFrom(metadata.ToArray());
        Assert.Equal(2, read.Fields.Count);
        Assert.Equal(value, read.Fields["rule"].StringValue);
        Assert.Equal("behind it", read.Fields["shadow_rule"].StringValue);
    }
}
