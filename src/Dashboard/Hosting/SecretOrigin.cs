using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.UserSecrets;
using Microsoft.Extensions.FileProviders;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// Where a secret came from. A configuration file is copied, mailed and committed, and a command line is read by everybody on the machine:
/// neither may hold one. The developer's user secrets are a file beside the repository, and read in Development only.
/// </summary>
internal static class SecretOrigin
{
    /// <summary>Why a secret may not stay where it is; null where it may, or is not set.</summary>
    /// <param name="configuration">Everything that is configured.</param>
    /// <param name="name">The secret's name, for example <c>MCPX_SIGNIN_SECRET</c>.</param>
    public static string? Problem(IConfiguration configuration, string name) =>
        (configuration as IConfigurationRoot)?.Providers.LastOrDefault(provider => provider.TryGet(name, out _)) switch
        {
            CommandLineConfigurationProvider => Words(name, "on the command line"),
            JsonConfigurationProvider file when IsUserSecrets(file) => null,
            JsonConfigurationProvider or JsonStreamConfigurationProvider => Words(name, "in a JSON file"),
            _ => null,
        };

    private static string Words(string name, string where) =>
        $"{name}: is set {where}; a secret comes from an environment variable or a file of that name in Dashboard:SecretsDirectory";

    private static bool IsUserSecrets(JsonConfigurationProvider file) =>
        typeof(SecretOrigin)
            .Assembly.GetCustomAttributes(typeof(UserSecretsIdAttribute), inherit: false)
            .Cast<UserSecretsIdAttribute>()
            .Select(static id => PathHelper.GetSecretsPathFromSecretsId(id.UserSecretsId))
            .Contains(
                file.Source.FileProvider is PhysicalFileProvider folder
                    ? Path.Combine(folder.Root, file.Source.Path ?? "")
                    : "",
                StringComparer.Ordinal
            );
}
