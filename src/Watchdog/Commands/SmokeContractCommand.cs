using System.CommandLine;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Contracts;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Wire;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>smoke contract</c>: makes a contract's calls once, as the probe and a rollback's check do.</summary>
internal static class SmokeContractCommand
{
    public static Command Create()
    {
        var address = new Option<string>("--base")
        {
            Description = "Where the API answers, for example https://portal.example.com.",
            Required = true,
        };
        var contract = new Option<string>("--contract")
        {
            Description = "YAML file with the contract (docs/contract-files.md).",
            Required = true,
        };
        var token = new Option<string?>("--token-env")
        {
            Description = "Environment variable that holds the bearer token.",
        };
        var timeout = new Option<string>("--timeout")
        {
            Description = "For one complete answer, like 5s.",
            DefaultValueFactory = _ => "5s",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("contract", "Hold the core endpoints against a contract file.")
        {
            address,
            contract,
            token,
            timeout,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new(
                        parsed.GetValue(address)!,
                        parsed.GetValue(contract)!,
                        parsed.GetValue(token),
                        parsed.GetValue(timeout)!,
                        parsed.GetValue(json)
                    ),
                    Console.Out,
                    Console.Error,
                    cancellation
                )
        );
        return command;
    }

    internal static async Task<int> RunAsync(
        Asked asked,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        ContractFile file;
        try
        {
            file = ContractFile.Load(asked.Contract);
        }
        catch (BadFileException problem)
        {
            await error.WriteLineAsync(problem.Message);
            return ExitCodes.BadInput;
        }

        var token = asked.TokenVariable is { } name ? Secrets.Read(name) : null;
        var timeout = ShortDuration.Read(asked.Timeout);
        if (Problem(asked, file, token, timeout) is { } wrong)
        {
            await error.WriteLineAsync(wrong);
            return ExitCodes.BadInput;
        }

        using var wire = new WireClient();
        var caller = new ContractCaller(new(wire));
        var calls = new List<ContractCall>();
        foreach (var endpoint in file.Contract.Endpoints)
        {
            calls.Add(await caller.CallAsync(new(asked.Base), endpoint, token, timeout!.Value, cancellation));
        }

        if (asked.Json)
        {
            ContractReport.WriteJson(output, asked.Base, file, calls);
        }
        else
        {
            ContractReport.WriteText(output, calls);
        }

        return calls.TrueForAll(call => call.Kept) ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static string? Problem(Asked asked, ContractFile file, string? token, TimeSpan? timeout) =>
        !OptionsValidator.IsAddress(asked.Base) ? $"--base = {asked.Base}: must be an absolute http or https address"
        : !(timeout > TimeSpan.Zero) ? $"--timeout = {asked.Timeout}: {ShortDuration.Shape}"
        : asked.TokenVariable is not null && !(token?.Any(char.IsControl) == false)
            ? $"--token-env = {asked.TokenVariable}: names an environment variable that is not set, or holds no single line"
        : token is null && file.Contract.Endpoints.Any(endpoint => endpoint.Bearer)
            ? "--token-env is missing: the contract has calls that are made with a token"
        : null;

    /// <summary>What is asked of one run.</summary>
    internal sealed record Asked(string Base, string Contract, string? TokenVariable, string Timeout, bool Json);
}
