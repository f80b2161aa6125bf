namespace Mcpx.Sandbox.Portal.Site;

/// <summary>Puts a release's web on a web application.</summary>
public static class WebHost
{
    private static readonly string[] SignedInPages = ["dashboard", "config", "flags", "jobs", "evidence"];

    /// <summary>Maps every route of the web; nothing else may be mapped beside it.</summary>
    /// <param name="app">The application to map on.</param>
    /// <param name="release">The release whose pages are shown.</param>
    /// <param name="settings">What the instance was told at its start.</param>
    /// <param name="http">Client for calls to the API; its timeout bounds how long a page waits for an instance.</param>
    public static void Map(WebApplication app, PortalRelease release, PortalSettings settings, HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(release);
        var sessions = new Sessions(settings.Environment);
        var pages = new Pages(release, settings, new ApiClient(http, settings, app.Logger), app.Logger);

        app.UseWebHeaders();
        app.MapGet("/healthz", () => Results.Json(new { status = "ok" }));
        app.MapGet("/ready", () => Results.Json(new { status = "ready" }));
        app.MapGet("/version.json", () => Results.Json(new { settings.Tag }));
        app.MapGet("/portal.css", () => Results.File(Path.Combine(settings.Folder, "portal.css"), "text/css"));
        if (release.Script is { Length: > 0 } script)
            app.MapGet("/portal.js", () => Results.Text(script, "text/javascript"));
        app.MapGet("/", () => Results.Redirect("/dashboard"));
        app.MapGet("/login", () => pages.Login(refused: false));
        app.MapPost("/login", context => SignInAsync(context, sessions, pages));
        foreach (var page in SignedInPages)
            app.MapGet(
                $"/{page}",
                async (HttpContext context) =>
                    sessions.IsSignedIn(context)
                        ? await pages.ShowAsync(page, context.RequestAborted)
                        : Results.Redirect("/login")
            );
    }

    private static async Task SignInAsync(HttpContext context, Sessions sessions, Pages pages)
    {
        // Read by hand: binding a form asks for antiforgery, and a sign-in to a loopback stand-in has nothing to forge.
        var form = context.Request.HasFormContentType
            ? await context.Request.ReadFormAsync(context.RequestAborted)
            : FormCollection.Empty;
        var answer = sessions.SignIn(context, form["user"], form["password"])
            ? Results.Redirect("/dashboard")
            : pages.Login(refused: true);
        await answer.ExecuteAsync(context);
    }
}
