using System.Collections;

namespace Mcpx.Hosting;

/// <summary>A line that held a secret. Its values are gone with it; the text stays.</summary>
internal sealed record RedactedLine(string Text, string? Name) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] =>
        index == 0 ? new("{OriginalFormat}", Text) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    public override string ToString() => Text;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
