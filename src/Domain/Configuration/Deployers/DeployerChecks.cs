using System.Text.Json;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>Checks how releases are put on a component.</summary>
internal static class DeployerChecks
{
    public static void Check(List<ConfigurationError> errors, string key, Component component, DeployerOptions deployer)
    {
        errors.Positive($"{key}:Timeout", deployer.Timeout);
        CheckFallback(errors, $"{key}:Fallback", component, deployer.Fallback);
        string[] kinds = [.. KindsOf(deployer)];
        if (kinds.Length == 0)
        {
            CheckProgram(errors, key, component, deployer);
            return;
        }

        if (kinds.Length > 1)
        {
            errors.Add(new(key, string.Join(", ", kinds), "must be one way to deploy, not several"));
            return;
        }

        if (component == Component.Config)
        {
            errors.Add(new($"{key}:{kinds[0]}", "Config", "keys and flags are written by a program: Deploy and Find"));
        }

        deployer.Http?.Check(errors, $"{key}:Http");
        deployer.StaticSite?.Check(errors, $"{key}:StaticSite");
        deployer.BlobSite?.Check(errors, $"{key}:BlobSite");
        deployer.Kubernetes?.Check(errors, $"{key}:Kubernetes");
        deployer.GitHubActions?.Check(errors, $"{key}:GitHubActions");
        deployer.AppService?.Check(errors, $"{key}:AppService");
    }

    /// <summary>An address; one that gets a token is not called in clear, but on the machine itself.</summary>
    public static void Address(List<ConfigurationError> errors, string key, string value, bool carriesToken)
    {
        var before = errors.Count;
        OptionsValidator.CheckAddress(errors, key, value);
        if (
            errors.Count == before
            && carriesToken
            && Uri.TryCreate(value, UriKind.Absolute, out var address)
            && address.Scheme != Uri.UriSchemeHttps
            && !address.IsLoopback
        )
        {
            errors.Add(new(key, value, "must be https, because a token is sent there"));
        }
    }

    public static void Carries(List<ConfigurationError> errors, string key, string value, string placeholder)
    {
        if (!value.Contains(placeholder, StringComparison.Ordinal))
        {
            errors.Add(new(key, value, $"must have {placeholder} in it"));
        }
    }

    /// <summary>A template must be JSON before its values are filled in, so that it is afterwards.</summary>
    public static void Json(List<ConfigurationError> errors, string key, string value)
    {
        try
        {
            using var _ = JsonDocument.Parse(value);
        }
        catch (JsonException problem)
        {
            errors.Add(new(key, value, $"must be JSON, with every placeholder inside a text: {problem.Message}"));
        }
    }

    public static void Needed(List<ConfigurationError> errors, string key, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors.Add(new(key, "none", "is needed"));
        }
    }

    private static void CheckFallback(
        List<ConfigurationError> errors,
        string key,
        Component component,
        DeployerOptions? fallback
    )
    {
        if (fallback is null)
        {
            return;
        }

        if (component == Component.Config)
        {
            errors.Add(new(key, "Config", "keys and flags are written one way only"));
        }
        else if (fallback.Fallback is not null)
        {
            errors.Add(new($"{key}:Fallback", "a fallback", "must be none: there is one fallback, not a row of them"));
        }
        else
        {
            Check(errors, key, component, fallback);
        }
    }

    private static void CheckProgram(
        List<ConfigurationError> errors,
        string key,
        Component component,
        DeployerOptions deployer
    )
    {
        Program(errors, $"{key}:Deploy", deployer.Deploy);
        Program(errors, $"{key}:Find", deployer.Find);
        if (component != Component.Config)
        {
            Program(errors, $"{key}:Observe", deployer.Observe);
        }
    }

    private static void Program(List<ConfigurationError> errors, string key, IReadOnlyList<string> command)
    {
        if (command.Count == 0)
        {
            errors.Add(new(key, "none", "must be a program and its arguments, as a list"));
        }
    }

    private static IEnumerable<string> KindsOf(DeployerOptions deployer)
    {
        (string Name, object? Value)[] kinds =
        [
            (nameof(deployer.Http), deployer.Http),
            (nameof(deployer.StaticSite), deployer.StaticSite),
            (nameof(deployer.BlobSite), deployer.BlobSite),
            (nameof(deployer.Kubernetes), deployer.Kubernetes),
            (nameof(deployer.GitHubActions), deployer.GitHubActions),
            (nameof(deployer.AppService), deployer.AppService),
        ];
        var named = kinds.Where(kind => kind.Value is not null).Select(kind => kind.Name).ToList();
        var program = deployer.Deploy.Count > 0 || deployer.Find.Count > 0 || deployer.Observe.Count > 0;
        return program && named.Count > 0 ? named.Prepend(nameof(deployer.Deploy)) : named;
    }
}
