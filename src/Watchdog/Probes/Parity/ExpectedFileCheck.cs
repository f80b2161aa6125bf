using Mcpx.Domain.Configuration;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>Reads every expected file once before anything starts, so that a wrong one is an error of the configuration.</summary>
internal static class ExpectedFileCheck
{
    public static IEnumerable<ConfigurationError> Errors(WatchdogOptions options) =>
        options
            .Environments.Where(environment => environment.Value.Probes.Parity.IsWatched)
            .SelectMany(environment => Errors(environment.Key, environment.Value.Probes.Parity));

    private static IEnumerable<ConfigurationError> Errors(string environment, ParityProbeOptions parity)
    {
        try
        {
            ExpectedFile.Read(
                parity.ExpectedFile!,
                new SecretSeal(new SaltedDigest(new byte[32]), (_, _) => true),
                parity.ExpectedSha256
            );
            return [];
        }
        catch (BadFileException problem)
        {
            return problem.Problems.Select(text => new ConfigurationError(
                $"Watchdog:Environments:{environment}:Probes:Parity:ExpectedFile",
                parity.ExpectedFile!,
                text
            ));
        }
    }
}
