using System.Globalization;
using System.Text.Json;

namespace Mcpx.Domain.Contracts;

/// <summary>A complete answer.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Headers">Its headers by name; several values of one joined by commas.</param>
/// <param name="Body">Its body.</param>
public sealed record ContractReply(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);

/// <summary>Holds an answer against what its endpoint promises. No answer makes it throw.</summary>
public static class ContractCheck
{
    /// <summary>Everything the answer does not keep, the status first; empty when it keeps the contract.</summary>
    public static IReadOnlyList<ContractDeviation> Deviations(ContractEndpoint endpoint, ContractReply reply)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(reply);
        var deviations = new List<ContractDeviation>();
        using var json = Parse(reply.Body);
        var code = ErrorEnvelope.CodeIn(reply.Body);
        if (!endpoint.Status.Contains(reply.Status))
        {
            // Whatever else such an answer says, it answers another question.
            deviations.Add(new(DeviationKind.Status, WrongStatus(endpoint, reply.Status, code)));
            CheckEnvelope(deviations, endpoint with { Code = null }, reply.Status, code);
            return deviations;
        }

        foreach (var rule in endpoint.Headers)
        {
            if (rule.Wrong(reply.Headers.GetValueOrDefault(rule.Name)) is { } wrong)
            {
                deviations.Add(new(DeviationKind.Header, wrong));
            }
        }

        CheckEnvelope(deviations, endpoint, reply.Status, code);
        // An answer to HEAD has no body, by definition.
        if (deviations.Count == 0 && reply.Status < 300 && endpoint is { Json: { } shape, Method: not "HEAD" })
        {
            CheckShape(deviations, json, shape, reply.Status);
        }

        return deviations;
    }

    private static void CheckEnvelope(
        List<ContractDeviation> deviations,
        ContractEndpoint endpoint,
        int status,
        string? code
    )
    {
        if (status < 300 && code is not null)
        {
            deviations.Add(new(DeviationKind.Envelope, Invariant(status, $" with the error {code}")));
        }
        else if (status >= 400 && endpoint is { Envelope: true, Method: not "HEAD" } && code is null)
        {
            deviations.Add(new(DeviationKind.Envelope, Invariant(status, " without the error envelope")));
        }
        else if (status >= 400 && endpoint.Code is { } wanted && code is not null && code != wanted)
        {
            deviations.Add(new(DeviationKind.Envelope, Invariant(status, $" with the error {code}, not {wanted}")));
        }
    }

    private static void CheckShape(List<ContractDeviation> deviations, JsonDocument? json, JsonShape shape, int status)
    {
        if (json is null || (shape is JsonShape.Document && !IsDocument(json.RootElement)))
        {
            deviations.Add(new(DeviationKind.NoJson, Invariant(status, " without JSON")));
            return;
        }

        try
        {
            deviations.AddRange(
                ShapeCheck
                    .Differences(json.RootElement, shape)
                    .Select(difference => new ContractDeviation(DeviationKind.Shape, difference))
            );
        }
        catch (InvalidOperationException)
        {
            deviations.Add(new(DeviationKind.NoJson, Invariant(status, " with text that is no Unicode")));
        }
    }

    private static bool IsDocument(JsonElement root) => root.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static string WrongStatus(ContractEndpoint endpoint, int status, string? code) =>
        Invariant("answered ", status)
        + (code is null ? "" : $" ({code})")
        + (endpoint.Status is [200] ? "" : $", not {string.Join(" or ", endpoint.Status)}");

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Invariant(int status, string words) => status.ToString(CultureInfo.InvariantCulture) + words;

    private static string Invariant(string words, int status) => words + status.ToString(CultureInfo.InvariantCulture);
}
