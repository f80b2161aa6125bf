namespace Mcpx.Db.Proof;

/// <summary>Keeps the first findings and counts the rest: whoever broke everything must not fill the memory.</summary>
internal sealed class FindingList
{
    private const int Kept = 20;
    private readonly List<Finding> _findings = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<Finding> All => _findings;

    public IReadOnlyList<string> Notes => _notes;

    public long Count { get; private set; }

    public void Add(long position, FindingKind kind, string text)
    {
        Count++;
        if (_findings.Count < Kept)
        {
            _findings.Add(new(position, kind, text));
        }
    }

    public void Note(string text)
    {
        if (_notes.Count < Kept)
        {
            _notes.Add(text);
        }
    }
}
