using Bunit;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Auth.Sessions;
using Mcpx.Dashboard.Components.Feed;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Dashboard.Tests.Auth;

/// <summary>Every act of every page goes through one door; here everybody tries every act.</summary>
public sealed class ActingPageTests : IDisposable
{
    private readonly DashboardFactory _dashboard = new();

    public static TheoryData<string> Everybody => [.. DevelopmentPeople.All.Select(person => person.Id)];

    public void Dispose() => _dashboard.Dispose();

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Acts_All_AreDoneOnlyForWhomTheTableLetsPass(string who)
    {
        await using var scope = _dashboard.Services.CreateAsyncScope();
        await using var ctx = new BunitContext();
        var (page, _) = await OpenAsync(ctx, scope.ServiceProvider, who);
        var person = Person.From(DevelopmentPeople.Principal(who, "test")!);

        foreach (var act in Enum.GetValues<Act>())
        {
            var done = false;
            await page.InvokeAsync(() => page.Instance.TryAsync(act, () => done = true));

            Assert.Equal(AccessTable.Allows(act, person), done);
            Assert.Equal(AccessTable.Refusal(act, person), page.Instance.Words);
        }
    }

    [Fact]
    public async Task Act_AfterSignOutElsewhere_IsNotDone()
    {
        await using var scope = _dashboard.Services.CreateAsyncScope();
        await using var ctx = new BunitContext();
        var (page, key) = await OpenAsync(ctx, scope.ServiceProvider, "ic");
        await _dashboard.Services.GetRequiredService<SessionTickets>().RemoveAsync(key);

        var done = false;
        await page.InvokeAsync(() => page.Instance.TryAsync(Act.Note, () => done = true));

        Assert.False(done);
        Assert.Equal("Nobody is signed in.", page.Instance.Words);
    }

    [Fact]
    public async Task Page_WhosePersonLosesARole_LosesTheButton()
    {
        await using var scope = _dashboard.Services.CreateAsyncScope();
        await using var ctx = new BunitContext();
        ctx.Services.AddFallbackServiceProvider(scope.ServiceProvider);
        var page = ctx.Render<CascadingValue<Task<AuthenticationState>>>(parameters =>
            parameters
                .Add(value => value.Value, StateOf(DevelopmentPeople.Principal("ic", "test")!))
                .AddChildContent<ProbePage>()
        );
        Assert.NotEmpty(page.FindAll("button"));

        page.Render(parameters =>
            parameters
                .Add(value => value.Value, StateOf(DevelopmentPeople.Principal("viewer", "test")!))
                .AddChildContent<ProbePage>()
        );

        Assert.Empty(page.FindAll("button"));
    }

    private static async Task<(IRenderedComponent<ProbePage> Page, string Key)> OpenAsync(
        BunitContext ctx,
        IServiceProvider services,
        string who
    )
    {
        var principal = DevelopmentPeople.Principal(who, SignInRegistration.CookieScheme)!;
        var properties = new AuthenticationProperties();
        properties.Begin(TimeProvider.System.GetUtcNow());
        var key = await services
            .GetRequiredService<SessionTickets>()
            .StoreAsync(new(principal, properties, SignInRegistration.CookieScheme));
        var state = StateOf(principal);
        services.GetRequiredService<SessionWatch>().SetAuthenticationState(state);
        ctx.Services.AddFallbackServiceProvider(services);
        return (ctx.Render<ProbePage>(parameters => parameters.AddCascadingValue(state)), key);
    }

    private static Task<AuthenticationState> StateOf(System.Security.Claims.ClaimsPrincipal principal) =>
        Task.FromResult(new AuthenticationState(principal));

    /// <summary>A page with one button, for whoever may approve.</summary>
    public sealed class ProbePage : ActingPage
    {
        internal string? Words => Said;

        private protected override IReadOnlyCollection<string> Watched => [];

        internal Task<bool> TryAsync(Act act, Action done) =>
            WriteAsync(
                act,
                _ =>
                {
                    done();
                    return null;
                }
            );

        private protected override void Draw(bool disk) { }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (AccessTable.Allows(Act.Approve, Myself))
            {
                builder.OpenElement(0, "button");
                builder.CloseElement();
            }
        }
    }
}
