namespace Mcpx.Domain.Contracts;

/// <summary>What of a contract an answer does not keep.</summary>
public enum DeviationKind
{
    /// <summary>Another status.</summary>
    Status,

    /// <summary>A header that is missing or says something else.</summary>
    Header,

    /// <summary>A body that is no JSON.</summary>
    NoJson,

    /// <summary>JSON of another shape.</summary>
    Shape,

    /// <summary>No error envelope where one is due, one where none is, or one with another code.</summary>
    Envelope,

    /// <summary>A body longer than allowed.</summary>
    TooLong,
}

/// <summary>One thing that an answer does not keep.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">In words, without any value of the body.</param>
public sealed record ContractDeviation(DeviationKind Kind, string Text);
