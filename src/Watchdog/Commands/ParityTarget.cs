using System.Security.Cryptography;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Commands;

/// <summary>Whom <c>parity</c> asks and with what, from the configuration, the command line, or both.</summary>
/// <param name="Name">The environment.</param>
/// <param name="Environment">How it is asked, and what counts as drift.</param>
/// <param name="ExpectedFile">What is expected.</param>
/// <param name="Token">The portal's token; null where the configuration names none that is set.</param>
/// <param name="Seals">What is shown of secrets.</param>
/// <param name="KeepsSalt">Whether digests are those of an installation; else they are of this run only.</param>
internal sealed record ParityTarget(
    string Name,
    EnvironmentOptions Environment,
    string ExpectedFile,
    string? Token,
    SecretSeals Seals,
    bool KeepsSalt
)
{
    /// <exception cref="BadFileException">What was asked for cannot be done; every reason.</exception>
    public static ParityTarget Of(ParityCommand.Asked asked)
    {
        if (asked.Environment is not { Length: > 0 } name)
        {
            throw new BadFileException(["--env must name the environment, for example --env RTM."]);
        }

        if (asked is { Json: true, Markdown: true })
        {
            throw new BadFileException(["--json and --markdown are two ways to print one report: choose one."]);
        }

        var loaded = LoadedConfiguration.Load(asked.Config);
        var environment = loaded.Options.Environments.GetValueOrDefault(name);
        if (loaded.Errors.Count > 0 && (asked.Config is not null || asked.Base is null))
        {
            throw new BadFileException([
                asked.Config is null
                    ? "Name the portal with --base, or the configuration with --config."
                    : $"{asked.Config} has errors:",
                .. loaded.Errors.Select(problem => $"  {problem}"),
            ]);
        }

        if (environment is null && asked.Base is null)
        {
            throw new BadFileException([
                $"--env {name} is not configured; configured are {string.Join(", ", loaded.Options.Environments.Keys)}.",
            ]);
        }

        environment = At(environment ?? new(), asked.Base);
        var expected =
            asked.Expected
            ?? environment.Probes.Parity.ExpectedFile
            ?? throw new BadFileException(["--expected must name the file with what is expected."]);
        var keeps = Directory.Exists(loaded.Options.DataDirectory);
        var digest = keeps
            ? SaltFile.Take(loaded.Options.DataDirectory)
            : new SaltedDigest(RandomNumberGenerator.GetBytes(32));
        return new(
            name,
            environment,
            expected,
            TokenOf(asked, environment),
            new(digest, new Secrets(loaded.Options)),
            keeps
        );
    }

    /// <summary>A digest in the file can be compared only by the installation that made it.</summary>
    /// <exception cref="BadFileException">There is one, and no installation.</exception>
    public void CheckDigests(ExpectedSettings expected)
    {
        if (!KeepsSalt && expected.HoldsDigests)
        {
            throw new BadFileException(
                ExpectedFile,
                "holds digests, which only the installation that made them can compare: name its configuration with --config"
            );
        }
    }

    private static EnvironmentOptions At(EnvironmentOptions environment, string? address) =>
        address is null ? environment
        : OptionsValidator.IsAddress(address)
            ? environment with
            {
                Instances =
                [
                    new()
                    {
                        Name = "the portal",
                        Component = Domain.Signals.Component.Api,
                        Address = address,
                    },
                ],
            }
        : throw new BadFileException([$"--base {address} must be an absolute http or https address."]);

    private static string? TokenOf(ParityCommand.Asked asked, EnvironmentOptions environment)
    {
        var variable = asked.TokenVariable ?? environment.Probes.TokenVariable;
        var token = Secrets.Read(variable);
        return token is null && asked.TokenVariable is not null
                ? throw new BadFileException([$"--token-env {variable} names an environment variable that is not set."])
            : token is not null && token.Any(c => char.IsControl(c) || c > 126)
                ? throw new BadFileException([$"{variable} holds what cannot be sent as a token."])
            : token;
    }
}
