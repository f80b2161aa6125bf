using System.Text;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>
/// A synthetic visit of the web: sign in, open the pages, look for what they must show (runbook section 6, steps 3 and 4).
/// Run on every rollback, API-only too: a new web meets an old API.
/// </summary>
internal sealed class WebSmoke(PortalClient portal)
{
    public Task<IReadOnlyList<Check>> RunAsync(StepContext context, CancellationToken cancellation) =>
        VisitAsync(
            context.Plan.Environment,
            context.Options,
            context.Plan.Validation.Web,
            context.Report,
            cancellation
        );

    /// <summary>Visits every Web instance of an environment; no checks where nothing is to be visited.</summary>
    public async Task<IReadOnlyList<Check>> VisitAsync(
        string environment,
        EnvironmentOptions options,
        WebCheckOptions? web,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var checks = new List<Check>();
        if (web is null)
        {
            return checks;
        }

        foreach (var instance in options.Instances.Where(instance => instance.Component == Component.Web))
        {
            checks.AddRange(await VisitAsync(environment, instance, web, options.Probes.Timeout, report, cancellation));
        }

        return checks;
    }

    private async Task<IReadOnlyList<Check>> VisitAsync(
        string environment,
        InstanceOptions instance,
        WebCheckOptions web,
        TimeSpan timeout,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var checks = new List<Check>();
        IReadOnlyList<string> cookies = [];
        if (web.LoginPath is { } login)
        {
            var answer = await portal.SendAsync(
                () => LoginForm(instance, login, web),
                token: null,
                timeout,
                PortalClient.LargeBody,
                cancellation
            );
            cookies = answer.Cookies;
            var signedIn = answer.StatusCode is >= 200 and < 400 && cookies.Count > 0;
            report($"web       {instance.Name} POST {login} {Status(answer)}");
            checks.Add(new($"Web sign-in, {instance.Name}", Status(answer), "a session", signedIn));
        }

        foreach (var page in web.Pages)
        {
            var answer = await portal.SendAsync(
                () => PageRequest(instance, page, cookies),
                token: null,
                timeout,
                PortalClient.LargeBody,
                cancellation
            );
            var missing = answer.Fault == Fault.None ? Missing(answer, web, environment, page) : null;
            var measured = missing is null ? $"{Status(answer)}, {Words.Duration(answer.Latency)}" : $"lacks {missing}";
            report($"web       {instance.Name} GET {page} {measured}");
            checks.Add(
                new($"Web {page}, {instance.Name}", measured, "renders", answer.Fault == Fault.None && missing is null)
            );
        }

        return checks;
    }

    private static HttpRequestMessage LoginForm(InstanceOptions instance, string path, WebCheckOptions web) =>
        new(HttpMethod.Post, new Uri(new Uri(instance.Address), path))
        {
            Content = new FormUrlEncodedContent([
                new("user", web.User),
                new("password", Secrets.Read(web.PasswordVariable) ?? ""),
            ]),
        };

    private static HttpRequestMessage PageRequest(InstanceOptions instance, string page, IReadOnlyList<string> cookies)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(instance.Address), page));
        if (cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies));
        }

        return request;
    }

    private static string? Missing(PortalAnswer answer, WebCheckOptions web, string environment, string page)
    {
        var body = Encoding.UTF8.GetString(answer.Body.Span);
        return web
            .Markers.Select(marker =>
                marker
                    .Replace("{environment}", environment, StringComparison.Ordinal)
                    .Replace("{page}", page.Trim('/'), StringComparison.Ordinal)
            )
            .FirstOrDefault(marker => !body.Contains(marker, StringComparison.Ordinal));
    }

    private static string Status(PortalAnswer answer) =>
        answer.StatusCode > 0 ? $"{answer.StatusCode}" : answer.Fault.ToString();
}
