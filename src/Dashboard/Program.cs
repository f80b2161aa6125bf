using System.Globalization;
using Mcpx.Dashboard.Api;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Components;
using Mcpx.Dashboard.Components.Layout;
using Mcpx.Dashboard.Components.Theme;
using Mcpx.Dashboard.Hosting;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Slack;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Redaction;
using Mcpx.Hosting;

// Numbers, times and order are the same on every machine.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

WebApplicationBuilder builder;
try
{
    // The folder of the build is the content root, so that the program can be started from anywhere.
    builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
    );
}
catch (InvalidDataException problem)
{
    await Console.Error.WriteLineAsync($"{problem.Message} {problem.InnerException?.Message}");
    return 2;
}

builder.WebHost.UseStaticWebAssets();
if (builder.AddConfigurationFiles() is { } unusable)
{
    await Console.Error.WriteLineAsync(unusable);
    return 2;
}

var settings = HostSettings.Read(builder.Configuration, builder.Environment);
if (args is ["check-config", ..])
{
    return SettingsReport.Write(
        settings,
        builder.Configuration,
        builder.Environment,
        args.Contains("--json", StringComparer.Ordinal),
        Console.Out,
        Console.Error
    );
}

if (settings.Refusals.Count > 0)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, settings.Refusals));
    return 2;
}

var signIn = settings.SignIn;

// Configured secrets lie in the watchdog's environment; here only their shapes are known.
builder.AddRedactedLogging(ShapeRedaction.Instance);

// A line for every request would bury those that matter; the hosting's own words about the start come by another category.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddSingleton(settings.Options);
builder.AddSignIn(signIn);
builder.Services.AddSingleton(settings.Pipelines);
builder.AddKeys();
builder.AddLimits();
builder.AddShell();
builder.AddCompression();
builder.AddStore(settings.Store);
builder.AddSlack(settings.Slack);
builder.AddLive();
builder.AddApi();

var app = builder.Build();
app.UseDashboardHeaders(signIn.Address);
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseStatusPages();
app.UseResponseCompression();

// Files are the same for everybody: they are sent from here, and nobody's session is looked up for them.
app.UseRouting();
app.UseFloodGate();
app.UseAuthentication();
app.UseRateLimiter();
app.UseSameOrigin();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous().ShortCircuit();
app.MapTokens();
app.MapPalette();
app.MapProbes();
app.MapSignIn(signIn);
app.MapApi();
app.MapShell();

await app.StartAsync();
if (signIn.ForbidsAddresses(app.Addresses()) is { } exposed)
{
    await Console.Error.WriteLineAsync(exposed);
    await app.StopAsync();
    return 2;
}

await app.WaitForShutdownAsync();
return 0;
