using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Mcpx.Sandbox.Portal.Site;

/// <summary>Renders the portal's pages into the shell that the release ships.</summary>
internal sealed class Pages(PortalRelease release, PortalSettings settings, ApiClient api, ILogger logger)
{
    private static readonly CompositeFormat MissingApi = CompositeFormat.Parse(
        "The API does not serve {0} at the moment."
    );

    private readonly string _shell = File.ReadAllText(Path.Combine(settings.Folder, "shell.html"));
    private readonly string _login = File.ReadAllText(Path.Combine(settings.Folder, "login.html"));

    public IResult Login(bool refused) =>
        Shell("login", "Sign in", (refused ? Html.Notice("User or password is wrong.") : "") + _login);

    /// <summary>
    /// Renders a page. What a release's page throws ends at an error page with status 200, as an error boundary of a
    /// single-page web does it: only looking at the content tells.
    /// </summary>
    public async Task<IResult> ShowAsync(string page, CancellationToken cancellationToken)
    {
        var title = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(page);
        try
        {
            return Shell(page, title, await ContentAsync(page, cancellationToken));
        }
#pragma warning disable CA1031 // See above: an error boundary takes everything.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.PageFailed(logger, page, error);
            return Shell(
                "error",
                "Something went wrong",
                Html.Notice("This page could not be shown. Try again later.")
            );
        }
    }

    private async Task<string> ContentAsync(string page, CancellationToken cancellationToken) =>
        page switch
        {
            "dashboard" => await DashboardAsync(cancellationToken),
            "config" => await api.GetAsync("/api/config/effective", cancellationToken) is { } config
                ? Html.Properties(config.GetProperty("values"))
                : Missing("the configuration"),
            "flags" => await api.GetAsync("/api/flags", cancellationToken) is { } flags
                ? Html.Table(flags, "flagKey", "isEnabled", "targetRole")
                : Missing("the flags"),
            "jobs" => await api.GetAsync("/api/jobs", cancellationToken) is { } jobs
                ? Html.Table(jobs, "id", "name", "state")
                : Missing("the jobs"),
            "evidence" => await api.GetAsync("/api/audit", cancellationToken) is { } audit
                ? Html.Table(audit, "when", "who", "what", "before", "after", "requestId")
                : Missing("the audit"),
            _ => throw new ArgumentOutOfRangeException(nameof(page), page, "There is no such page."),
        };

    private async Task<string> DashboardAsync(CancellationToken cancellationToken)
    {
        var jobs = await api.GetAsync("/api/jobs", cancellationToken);
        var flags = await api.GetAsync("/api/flags", cancellationToken);
        var states = jobs?.EnumerateArray().CountBy(job => job.GetProperty("state").GetString()!) ?? [];
        var model = new DashboardModel(
            states.ToDictionary(StringComparer.Ordinal),
            flags?.EnumerateArray().Count(flag => flag.GetProperty("isEnabled").GetBoolean()) ?? 0
        );
        return release.RenderDashboard(model) + (jobs is null || flags is null ? Missing("all figures") : "");
    }

    private static string Missing(string what) =>
        Html.Notice(string.Format(CultureInfo.InvariantCulture, MissingApi, what));

    private string Script => release.Script.Length > 0 ? """<script src="/portal.js" defer></script>""" : "";

    private IResult Shell(string page, string title, string content) =>
        Results.Content(
            _shell
                .Replace("{{environment}}", Html.Encode(settings.Environment), StringComparison.Ordinal)
                .Replace("{{tag}}", Html.Encode(settings.Tag), StringComparison.Ordinal)
                .Replace("{{script}}", Script, StringComparison.Ordinal)
                .Replace("{{page}}", page, StringComparison.Ordinal)
                .Replace("{{title}}", title, StringComparison.Ordinal)
                .Replace("{{content}}", content, StringComparison.Ordinal),
            "text/html; charset=utf-8"
        );
}
