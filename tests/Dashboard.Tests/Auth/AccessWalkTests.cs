using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Tests.Api;
using Mcpx.Dashboard.Tests.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Dashboard.Tests.Auth;

/// <summary>Every door of the house is tried by everybody. The house is the real one, on a real port, with a real store.</summary>
public sealed partial class AccessWalkTests(AccessWalkTests.House house) : IClassFixture<AccessWalkTests.House>
{
    private const string Nobody = "nobody";

    // They are mapped where a provider is configured; PeopleSignInTests and StepUpTests go through them.
    private static readonly string[] OfAProvider = ["/signin/company", "/signin/again"];

    public static TheoryData<string> Everybody => [.. DevelopmentPeople.All.Select(person => person.Id), Nobody];

    [Fact]
    public void Endpoints_All_HaveAnEntry()
    {
        var without = house
            .Endpoints.Where(static endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(static endpoint => MethodsOf(endpoint).Select(method => (endpoint, method)))
            .Where(static door => AccessEntries.Of(door.endpoint, door.method) is null)
            .Select(static door => $"{door.method} {door.endpoint.RoutePattern.RawText}")
            .Where(static name => !name.Contains("_framework/", StringComparison.Ordinal))
            .ToList();
        Assert.Empty(without);
    }

    [Fact]
    public void Entries_All_LeadSomewhere()
    {
        var mapped = house
            .Endpoints.SelectMany(static endpoint =>
                MethodsOf(endpoint).Select(method => AccessEntries.Of(endpoint, method))
            )
            .ToHashSet();
        Assert.Empty(
            AccessEntries
                .All.Where(entry => !mapped.Contains(entry) && !OfAProvider.Contains(entry.Route))
                .Select(static entry => $"{entry.Kind} {entry.Method} {entry.Route}")
        );
    }

    [Fact]
    public void Endpoints_WithoutAnEntryThatOpensThem_AreNotOpen()
    {
        var open = house
            .Endpoints.Where(static endpoint =>
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
            )
            .ToList();
        var unwanted = open.Where(static endpoint =>
                MethodsOf(endpoint).Any(method => AccessEntries.Of(endpoint, method)?.Open is null)
            )
            .Select(static endpoint => endpoint.RoutePattern.RawText)
            .ToList();

        Assert.NotEmpty(open);
        Assert.Empty(unwanted);
    }

    [Fact]
    public void Pages_All_AreAskedForInsideACircuitToo()
    {
        var pages = typeof(Program)
            .Assembly.GetTypes()
            .Where(static type => type.GetCustomAttributes<RouteAttribute>().Any())
            .ToList();
        var unguarded = pages.Where(static page => !IsGuarded(page)).ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(unguarded);
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Doors_All_OpenToWhomTheTableLetsPass(string who)
    {
        var person = who == Nobody ? null : Person.From(DevelopmentPeople.Principal(who, "test")!);
        using var api = house.Client(who);
        using var browser = await house.BrowserAsync(who);
        var wrong = new List<string>();
        foreach (var entry in AccessEntries.All.Where(entry => !OfAProvider.Contains(entry.Route)))
        {
            var isOurs = entry.Route.StartsWith("/api/", StringComparison.Ordinal);
            using var request = Request(entry);
            using var answer = await (isOurs ? api : browser).SendAsync(request);
            var passes = entry.Open is not null || AccessTable.Allows(entry.Act!.Value, person);
            var (refused, how) = Refused(answer, isOurs, person is null);
            if (refused == passes || (int)answer.StatusCode == 500)
            {
                wrong.Add(
                    $"{entry.Method} {entry.Route}: {(int)answer.StatusCode} {how}, the table says {passes}: {await answer.Content.ReadAsStringAsync()}"
                );
            }
        }

        Assert.Equal("", string.Join(Environment.NewLine, wrong));
    }

    private static bool IsGuarded(Type page) =>
        page.GetCustomAttributes<RouteAttribute>().All(static route => AccessEntries.Page(route.Template) is not null)
        && page.GetCustomAttribute<AuthorizeAttribute>() is { Policy: Policies.Access }
        && page.GetCustomAttribute<AllowAnonymousAttribute>() is not null
            == AccessHandler.PageOf(page)!.Open is not null;

    private static (bool Refused, string How) Refused(HttpResponseMessage answer, bool api, bool nobody)
    {
        var location = answer.Headers.Location?.ToString() ?? "";
        return (
            api
                ? answer.StatusCode == (nobody ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden)
                : location.Contains(nobody ? "/signin?returnUrl=" : "/denied?need=", StringComparison.Ordinal),
            location
        );
    }

    private static HttpRequestMessage Request(AccessEntry entry)
    {
        var address = Parameter()
            .Replace(
                entry.Route,
                static match =>
                    match.Groups["name"].Value switch
                    {
                        "Name" => "Prod",
                        "environment" => "Nowhere",
                        "documentName" => "v1",
                        "Code" => "404",
                        "version" or "position" => "1",
                        _ => "INC-9999",
                    }
            );
        var request = new HttpRequestMessage(
            entry.Method.Length == 0 ? HttpMethod.Get : HttpMethod.Parse(entry.Method),
            new Uri(address, UriKind.Relative)
        );
        // A body of the type that the call takes, or it would be refused for that.
        if (entry.Route.EndsWith("/attest", StringComparison.Ordinal))
        {
            request.Content = new ByteArrayContent([]) { Headers = { ContentType = new("image/png") } };
        }
        else if (entry.Method is "POST" or "PUT" && entry.Route.StartsWith("/api", StringComparison.Ordinal))
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"];

    [GeneratedRegex(@"\{(?<name>\w+)(:\w+)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    /// <summary>One house for the whole walk.</summary>
    public sealed class House : IDisposable
    {
        private readonly SeededStore _store = new();
        private readonly DashboardFactory _dashboard;

        public House()
        {
            _store.Propose();
            _dashboard = new(settings: ("Dashboard:DataDirectory", _store.Folder));
            using var client = _dashboard.Browser();
            for (var i = 0; i < 400 && !IsReady(client); i++)
            {
                Thread.Sleep(25);
            }
        }

        internal IReadOnlyList<RouteEndpoint> Endpoints =>
            [.. _dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

        internal HttpClient Client(string who)
        {
            var client = _dashboard.Browser();
            if (who != Nobody)
            {
                client.DefaultRequestHeaders.Add(DevUserHandler.Header, who);
            }

            return client;
        }

        internal async Task<HttpClient> BrowserAsync(string who)
        {
            var browser = _dashboard.Browser();
            if (who != Nobody)
            {
                using var signedIn = await SignIn.House.PostFormAsync(
                    browser,
                    "/signin/development",
                    ("person", who),
                    ("returnUrl", "/")
                );
                Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
            }

            return browser;
        }

        public void Dispose()
        {
            _dashboard.Dispose();
            _store.Dispose();
        }

        private static bool IsReady(HttpClient client) =>
            client.GetAsync(new Uri("/ready", UriKind.Relative)).GetAwaiter().GetResult().IsSuccessStatusCode;
    }
}
