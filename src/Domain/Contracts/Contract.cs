namespace Mcpx.Domain.Contracts;

/// <summary>What the portal's core endpoints promise.</summary>
/// <param name="Endpoints">The calls, in order.</param>
public sealed record Contract(IReadOnlyList<ContractEndpoint> Endpoints)
{
    /// <summary>The contract where no file says more: each path answers 200 with a JSON document that is no error.</summary>
    public static Contract Of(IEnumerable<string> paths) =>
        new([
            .. paths.Select(path => new ContractEndpoint(path) { Json = new JsonShape.Document(), Envelope = false }),
        ]);
}

/// <summary>One call and what its answer must be.</summary>
/// <param name="Path">Below an instance's address, with a leading slash.</param>
public sealed record ContractEndpoint(string Path)
{
    private static readonly int[] Ok = [200];

    /// <summary><c>GET</c>, <c>HEAD</c> or <c>OPTIONS</c>: a contract call changes nothing. Default GET.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Whether the portal's token is sent. Default true.</summary>
    public bool Bearer { get; init; } = true;

    /// <summary>Statuses that keep the contract, each 200 to 499. Default 200.</summary>
    public IReadOnlyList<int> Status { get; init; } = Ok;

    /// <summary>What the headers must be.</summary>
    public IReadOnlyList<HeaderRule> Headers { get; init; } = [];

    /// <summary>What the body of a 2xx answer must be; null does not look at it.</summary>
    public JsonShape? Json { get; init; }

    /// <summary>Whether an answer of 4xx must be the error envelope. Default true.</summary>
    public bool Envelope { get; init; } = true;

    /// <summary>The code that the envelope must have; null for any.</summary>
    public string? Code { get; init; }

    /// <summary>The longest body in bytes; null for whatever the caller reads at most.</summary>
    public int? MaxBody { get; init; }

    /// <summary>
    /// The call in words: the path alone for what is asked by GET with the token. Judging tells calls apart by it.
    /// </summary>
    public string Name => $"{(Method == "GET" ? "" : $"{Method} ")}{Path}{(Bearer ? "" : " without a token")}";

    /// <summary>The call as people write it.</summary>
    public string Call => Method == "GET" ? $"GET {Name}" : Name;
}
