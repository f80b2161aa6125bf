using Mcpx.Dashboard.Tests.Auth;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>A dashboard over a real Kestrel and a real store in which INC-0001 is proposed.</summary>
internal sealed class ProposedApi : IDisposable
{
    private readonly DashboardFactory _factory;
    private readonly List<HttpClient> _clients = [];

    /// <param name="seed">What is in the store; null for the proposal alone.</param>
    public ProposedApi(Action<SeededStore>? seed = null)
    {
        (seed ?? (store => store.Propose()))(Store);
        _factory = new(settings: ("Dashboard:DataDirectory", Store.Folder));
    }

    public SeededStore Store { get; } = new();

    /// <summary>The API as a person calls it, once it has read the store.</summary>
    public async Task<HttpClient> AsAsync(string person)
    {
        var client = _factory.Browser();
        client.DefaultRequestHeaders.Add("X-Dev-User", person);
        _clients.Add(client);
        for (var i = 0; i < 200 && !await IsReadyAsync(client); i++)
        {
            await Task.Delay(25);
        }

        return client;
    }

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _factory.Dispose();
        Store.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client) =>
        (await client.GetAsync(new Uri("/ready", UriKind.Relative))).IsSuccessStatusCode;
}
