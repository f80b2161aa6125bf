using Mcpx.Dashboard.Api;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Pipelines;
using Mcpx.Dashboard.Components;
using Mcpx.Dashboard.Components.Layout;
using Mcpx.Dashboard.Components.Theme;
using Mcpx.Dashboard.Hosting;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Slack;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Redaction;
using Mcpx.Hosting;

// The folder of the build is the content root, so that the program can be started from anywhere.
var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
);
builder.WebHost.UseStaticWebAssets();

if (builder.Configuration["Dashboard:SecretsDirectory"] is { Length: > 0 } secrets)
{
    // One file a secret, named as the setting, as container platforms mount them.
    builder.Configuration.AddKeyPerFile(secrets, optional: false);
}

var signIn = SignInMode.Decide(builder.Configuration, builder.Environment);
if (signIn.Refusal is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 2;
}

// Configured secrets lie in the watchdog's environment; here only their shapes are known.
builder.AddRedactedLogging(ShapeRedaction.Instance);
builder.AddSignIn(signIn);
if (builder.AddPipelines() is { } unsigned)
{
    await Console.Error.WriteLineAsync(unsigned);
    return 2;
}

builder.AddKeys();
builder.AddLimits();
builder.AddShell();
builder.AddCompression();
if (builder.AddStore() is { } unusable)
{
    await Console.Error.WriteLineAsync(unusable);
    return 2;
}

if (builder.AddSlack() is { } unanswerable)
{
    await Console.Error.WriteLineAsync(unanswerable);
    return 2;
}

builder.AddLive();
builder.AddApi();

var app = builder.Build();
app.UseDashboardHeaders(signIn.Address);
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseStatusPages();
app.UseResponseCompression();
app.UseAuthentication();
app.UseRateLimiter();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
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
