using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>A place that outsiders can ask: a Web instance, or the public address.</summary>
/// <param name="Name">How it is called in findings.</param>
/// <param name="Address">Where it is.</param>
internal sealed record Site(string Name, Uri Address)
{
    /// <summary>A path nobody has: it tells how the site answers what it does not know.</summary>
    public const string MadeUp = "/mcpx-watchdog/no-such-page";

    public Uri At(string path) => new(Address, path);
}

/// <summary>One look at an environment from outside. What several checks need is asked for once.</summary>
internal sealed class ExposureRound(ProbeTarget target, PageReader pages)
{
    /// <summary>Scripts are long, and nobody waits for these answers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Site, (Page? MadeUp, WebIndex? Index)> _fronts = [];

    public ProbeTarget Target => target;

    public SecurityProbeOptions Security => target.Probes.Security;

    /// <summary>The Web instances, and the public address where there is one.</summary>
    public IReadOnlyList<Site> Sites { get; } =
    [
        .. target
            .Options.Instances.Where(instance => instance.Component == Component.Web)
            .Select(instance => new Site(instance.Name, new(instance.Address))),
        .. target.Options.PublicAddress is { } address ? new[] { Public(address) } : [],
    ];

    /// <summary>The API instances.</summary>
    public IReadOnlyList<Site> Apis { get; } = [.. target.Apis.Select(api => new Site(api.Name, new(api.Address)))];

    /// <summary>Whether a site is the public address, where the inside must not show.</summary>
    public static bool IsPublic(Site site) => site.Name == PublicName;

    private const string PublicName = "the public address";

    /// <summary>How a site answers a path that nobody has; null when it did not answer.</summary>
    public Page? MadeUp(Site site) => _fronts.GetValueOrDefault(site).MadeUp;

    /// <summary>A site's first page; null when it did not give one.</summary>
    public WebIndex? Index(Site site) => _fronts.GetValueOrDefault(site).Index;

    /// <summary>Asks every site for what several checks need.</summary>
    public async Task BeginAsync(CancellationToken stopping)
    {
        var fronts = await Task.WhenAll(Sites.Select(site => FrontAsync(site, stopping)));
        foreach (var (site, madeUp, index) in fronts)
        {
            _fronts[site] = (madeUp, index);
        }
    }

    /// <summary>Asks for one page without a token.</summary>
    public Task<Page?> GetAsync(Uri address, CancellationToken stopping) =>
        pages.GetAsync(address, token: null, target.Probes.Timeout, stopping);

    /// <summary>Asks for one page as the watchdog does.</summary>
    public Task<Page?> GetWithTokenAsync(Uri address, CancellationToken stopping) =>
        pages.GetAsync(address, target.Token, target.Probes.Timeout, stopping);

    /// <summary>Asks for a script, with the patience that its length needs.</summary>
    public Task<Page?> GetScriptAsync(Uri address, CancellationToken stopping) =>
        pages.GetAsync(
            address,
            token: null,
            target.Probes.Timeout > Patience ? target.Probes.Timeout : Patience,
            stopping
        );

    private static Site Public(string address) => new(PublicName, new(address));

    private async Task<(Site Site, Page? MadeUp, WebIndex? Index)> FrontAsync(Site site, CancellationToken stopping)
    {
        var madeUp = await GetAsync(site.At(Site.MadeUp), stopping);
        var index = await pages.FollowAsync(site.At("/"), target.Probes.Timeout, stopping);
        return (site, madeUp, index is { IsGiven: true, IsWhole: true } ? WebIndex.Of(index) : null);
    }
}
