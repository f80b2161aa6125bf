using Microsoft.Extensions.Configuration.Json;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// The files a person gives: <c>--config FILE</c>, read over appsettings.json and under environment variables as the watchdog's is, and
/// the folder of <c>Dashboard:SecretsDirectory</c> over everything.
/// </summary>
internal static class ConfigurationFiles
{
    /// <summary>Variable with the file, where <c>--config</c> names none.</summary>
    private const string FileVariable = "MCPX_DASHBOARD_CONFIG";
    private const string Secrets = "Dashboard:SecretsDirectory";

    /// <summary>Adds them.</summary>
    /// <returns>Why one cannot be used, with key and value; null when they can.</returns>
    public static string? AddConfigurationFiles(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if ((configuration["config"] ?? configuration[FileVariable]) is { Length: > 0 } file)
        {
            if (!File.Exists(file))
            {
                return $"--config = {file}: there is no such file";
            }

            var source = new JsonConfigurationSource { Path = Path.GetFullPath(file), Optional = false };
            source.ResolveFileProvider();
            var last = configuration.Sources.OfType<JsonConfigurationSource>().LastOrDefault();
            try
            {
                configuration.Sources.Insert(last is null ? 0 : configuration.Sources.IndexOf(last) + 1, source);
            }
            catch (InvalidDataException problem)
            {
                return $"--config = {file}: {problem.InnerException?.Message ?? problem.Message}";
            }
        }

        if (configuration[Secrets] is { Length: > 0 } folder)
        {
            if (!Directory.Exists(folder))
            {
                return $"{Secrets} = {folder}: there is no such folder";
            }

            // One file a secret, named as the setting, as container platforms mount them.
            configuration.AddKeyPerFile(Path.GetFullPath(folder), optional: false);
        }

        return null;
    }
}
