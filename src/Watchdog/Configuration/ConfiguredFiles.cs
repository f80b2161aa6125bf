using Mcpx.Domain.Configuration;
using Mcpx.Domain.Contracts;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Contracts;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Workflows;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Configuration;

/// <summary>What the files say that a configuration names: contracts and workflows, read once at start.</summary>
internal sealed class ConfiguredFiles
{
    private readonly Dictionary<string, Contract> _contracts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Workflow>> _workflows = new(StringComparer.Ordinal);

    /// <summary>Reads every file that is named and fills in what an approval shall bind: the contracts' digests, the browser check.</summary>
    /// <param name="options">The options as they were bound.</param>
    /// <param name="folder">What the paths are relative to.</param>
    /// <param name="errors">Takes what is wrong, one error a problem, each with file and line.</param>
    public (ConfiguredFiles Files, WatchdogOptions Options) Read(
        WatchdogOptions options,
        string folder,
        List<ConfigurationError> errors
    )
    {
        var environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal);
        foreach (var (name, environment) in options.Environments)
        {
            var key = $"Watchdog:Environments:{name}";
            var validation = ReadContract(environment.Validation, folder, $"{key}:Validation", errors);
            var browser = validation.Browser ?? environment.Probes.Workflows.Browser;
            environments[name] = environment with
            {
                Validation = validation with
                {
                    Browser = browser,
                    AttestWithin =
                        validation.AttestWithin
                        ?? (browser is null && environment.Has(Component.Web) ? TimeSpan.FromMinutes(15) : null),
                },
            };
            ReadWorkflows(name, environment.Probes.Workflows, folder, $"{key}:Probes:Workflows:Files", errors);
        }

        return (this, options with { Environments = environments });
    }

    /// <summary>
    /// The contract that an environment, or a plan, is held to; null when it names a file of another digest than was read at start:
    /// nobody knows what that one said.
    /// </summary>
    public Contract? ContractOf(ValidationOptions validation) =>
        validation.ContractFile is null ? Contract.Of(validation.EffectiveContractPaths)
        : validation.ContractSha256 is { } digest ? _contracts.GetValueOrDefault(digest)
        : null;

    /// <summary>The scripted workflows of an environment.</summary>
    public IReadOnlyList<Workflow> WorkflowsOf(string environment) => _workflows.GetValueOrDefault(environment) ?? [];

    /// <summary>Whether a workflow of an environment writes a key, named as the portal's audit names it.</summary>
    public bool Writes(string environment, string what) =>
        WorkflowsOf(environment).Any(workflow => workflow.Writes.Contains(what, StringComparer.Ordinal));

    /// <summary>Whether a workflow of an environment writes a setting, named as the effective configuration names it.</summary>
    public bool WritesSetting(string environment, string key) =>
        Writes(environment, SettingKey.IsFlag(key) ? key : $"config:{key}");

    private static string Resolve(string path, string folder)
    {
        try
        {
            return Path.GetFullPath(path, folder);
        }
        catch (ArgumentException)
        {
            throw new BadFileException(path, "is no path");
        }
    }

    private ValidationOptions ReadContract(
        ValidationOptions validation,
        string folder,
        string key,
        List<ConfigurationError> errors
    )
    {
        if (validation.ContractFile is not { } path)
        {
            return validation;
        }

        try
        {
            var file = ContractFile.Load(Resolve(path, folder));
            if (validation.ContractSha256 is { } pinned && pinned != file.Sha256)
            {
                errors.Add(new($"{key}:ContractSha256", pinned, $"{path} has another digest, {file.Sha256}"));
            }

            _contracts[file.Sha256] = file.Contract;
            return validation with { ContractSha256 = file.Sha256 };
        }
        catch (BadFileException problem)
        {
            errors.AddRange(problem.Problems.Select(one => new ConfigurationError($"{key}:ContractFile", path, one)));
            return validation;
        }
    }

    private void ReadWorkflows(
        string environment,
        WorkflowProbeOptions options,
        string folder,
        string key,
        List<ConfigurationError> errors
    )
    {
        var read = _workflows[environment] = [];
        for (var i = 0; i < options.Files.Count; i++)
        {
            try
            {
                var file = Resolve(options.Files[i], folder);
                var workflow = WorkflowReader.Read(file, YamlFile.Load(file).Root);
                foreach (var twice in workflow.Writes.Where(what => Writes(environment, what)))
                {
                    errors.Add(
                        new($"{key}:{i}", options.Files[i], $"writes {twice}, which another workflow writes too")
                    );
                }

                foreach (var (secret, variable) in workflow.Secrets)
                {
                    if (!(Secrets.Read(variable)?.Any(char.IsControl) == false))
                    {
                        errors.Add(
                            new(
                                $"{key}:{i}:{secret}Variable",
                                variable,
                                $"{options.Files[i]} names an environment variable that is not set, or holds no single line"
                            )
                        );
                    }
                }

                read.Add(workflow);
            }
            catch (BadFileException problem)
            {
                var at = $"{key}:{i}";
                errors.AddRange(problem.Problems.Select(one => new ConfigurationError(at, options.Files[i], one)));
            }
        }
    }
}
