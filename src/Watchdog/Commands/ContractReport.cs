using System.Text.Encodings.Web;
using System.Text.Json;
using Mcpx.Domain;
using Mcpx.Watchdog.Contracts;

namespace Mcpx.Watchdog.Commands;

/// <summary>Tells how a contract's calls went: a table for people, JSON for pipelines.</summary>
internal static class ContractReport
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void WriteText(TextWriter output, IReadOnlyList<ContractCall> calls)
    {
        var width = calls.Max(call => call.Endpoint.Call.Length);
        foreach (var call in calls)
        {
            var word = call.Kept ? "ok  " : "FAIL";
            var id = call.Kept ? "" : $"  request {call.RequestId}";
            output.WriteLine(
                $"{word}  {call.Endpoint.Call.PadRight(width)}  {Words.Duration(call.Answer.Latency), 8}  {call.Outcome}{id}"
            );
        }

        var failed = calls.Count(call => !call.Kept);
        output.WriteLine(
            failed == 0
                ? FormattableString.Invariant($"The contract holds: {calls.Count} of {calls.Count} calls.")
                : FormattableString.Invariant($"The contract is broken: {failed} of {calls.Count} calls failed.")
        );
    }

    public static void WriteJson(
        TextWriter output,
        string address,
        ContractFile file,
        IReadOnlyList<ContractCall> calls
    ) =>
        output.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    Base = address,
                    file.Sha256,
                    Passed = calls.All(call => call.Kept),
                    Calls = calls.Select(call => new
                    {
                        call.Endpoint.Method,
                        call.Endpoint.Path,
                        Auth = call.Endpoint.Bearer ? "bearer" : "none",
                        Passed = call.Kept,
                        Status = call.Answer.StatusCode,
                        Fault = call.Fault.ToString(),
                        Microseconds = (long)call.Answer.Latency.TotalMicroseconds,
                        call.RequestId,
                        Deviations = call.Deviations.Select(deviation => new
                        {
                            Kind = deviation.Kind.ToString(),
                            deviation.Text,
                        }),
                    }),
                },
                Readable
            )
        );
}
