namespace Mcpx.Watchdog.Evidence;

/// <summary>Collects some lines of the evidence. Whatever it throws is why they are missing; nothing else suffers from it.</summary>
internal interface IEvidencePart
{
    /// <summary>The lines it answers for, of <see cref="Domain.Evidence.EvidenceLines"/>.</summary>
    IReadOnlyList<string> Lines { get; }

    /// <summary>Whether it takes what does not change any more once the incident is over.</summary>
    bool IsMeasured { get; }

    /// <summary>Adds what there is of a line, or says why there is nothing.</summary>
    void Add(string line, EvidencePack pack, EvidenceCase about);
}
