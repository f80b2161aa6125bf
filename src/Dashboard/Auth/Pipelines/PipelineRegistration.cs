using System.Text;

namespace Mcpx.Dashboard.Auth.Pipelines;

/// <summary>Knows the pipelines that sign. A configuration that cannot be used is refused at the start, every error at once.</summary>
internal static class PipelineRegistration
{
    private const string Section = "Dashboard:Pipelines";

    /// <returns>Why the host cannot start, a line an error; never a secret. Null when it can.</returns>
    public static string? AddPipelines(this WebApplicationBuilder builder)
    {
        var pipelines = new Dictionary<string, Pipeline>(StringComparer.Ordinal);
        var errors = new List<string>();
        foreach (var section in builder.Configuration.GetSection(Section).GetChildren())
        {
            try
            {
                var options =
                    section.Get<PipelineOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
                var secret = Encoding.UTF8.GetBytes(
                    options.SecretVariable.Length > 0 ? builder.Configuration[options.SecretVariable] ?? "" : ""
                );
                if (secret.Length < PipelineOptions.ShortestSecret)
                {
                    errors.Add(
                        $"{section.Path}:SecretVariable = {options.SecretVariable}: must name a variable that holds at least {PipelineOptions.ShortestSecret} bytes"
                    );
                }

                pipelines[section.Key] = new(section.Key, secret, options.Environments);
            }
            catch (InvalidOperationException problem)
            {
                errors.Add($"{section.Path}: {problem.Message}");
            }
        }

        builder.Services.AddSingleton<IReadOnlyDictionary<string, Pipeline>>(pipelines);
        return errors.Count == 0 ? null : string.Join(Environment.NewLine, errors);
    }
}
