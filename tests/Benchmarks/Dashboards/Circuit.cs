using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Benchmarks.Dashboards;

/// <summary>A browser's half of a circuit without the browser: it takes render batches, says that they are drawn and answers calls.</summary>
internal sealed class Circuit : IAsyncDisposable
{
    /// <summary>The kind of call that wants a script's module in return.</summary>
    private const int Module = 1;

    private readonly HubConnection _connection;

    private Circuit(HubConnection connection) => _connection = connection;

    /// <summary>Called with each render batch.</summary>
    public Action<byte[]>? Drawn { get; set; }

    /// <summary>What the server said went wrong; null while nothing did.</summary>
    public string? Error { get; private set; }

    /// <summary>Opens a page as a browser does: its document first, then the circuit for what stands in it.</summary>
    public static async Task<Circuit> OpenAsync(HttpClient http, CookieContainer cookies, Uri page)
    {
        var html = await http.GetStringAsync(page);
        var address = new Uri(page, "/");
        var builder = new HubConnectionBuilder().WithUrl(
            new Uri(address, "_blazor"),
            options =>
            {
                (options.Cookies, options.Transports) = (cookies, HttpTransportType.WebSockets);
                // As a browser says it of a page of ours.
                options.Headers["Sec-Fetch-Site"] = "same-origin";
            }
        );
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        var connection = builder.Build();
        var circuit = new Circuit(connection);
        circuit.Listen();
        await connection.StartAsync();
        var state = State().Match(html).Groups["json"].Value;
        await connection.InvokeAsync<string>("StartCircuit", address.AbsoluteUri, page.AbsoluteUri, "[]", state);
        await connection.SendAsync("UpdateRootComponents", Components(html), state);
        return circuit;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static string Components(string html)
    {
        var operations = new JsonArray();
        foreach (Match match in Marker().Matches(html))
        {
            if (JsonNode.Parse(match.Groups["json"].Value) is JsonObject marker && marker.ContainsKey("descriptor"))
            {
                operations.Add(
                    new JsonObject
                    {
                        ["type"] = "add",
                        ["ssrComponentId"] = operations.Count + 1,
                        ["marker"] = marker,
                    }
                );
            }
        }

        return new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString();
    }

    private void Listen()
    {
        _connection.On<long, byte[]>(
            "JS.RenderBatch",
            async (id, batch) =>
            {
                Drawn?.Invoke(batch);
                await _connection.SendAsync("OnRenderCompleted", id, (string?)null);
            }
        );
        _connection.On<long, string, string, int, long, int>(
            "JS.BeginInvokeJS",
            async (call, _, _, kind, _, _) =>
            {
                if (call != 0)
                {
                    await _connection.SendAsync(
                        "EndInvokeJSFromDotNet",
                        call,
                        true,
                        $"[{call},true,{(kind == Module ? "{\"__jsObjectId\":1}" : "null")}]"
                    );
                }
            }
        );
        _connection.On<int, string>("JS.AttachComponent", (_, _) => { });
        _connection.On<string>("JS.EndInvokeDotNet", _ => { });
        _connection.On<long>("JS.EndUpdateRootComponents", _ => { });
        _connection.On<string>("JS.Error", error => Error = error);
    }

    private static Regex Marker() =>
        new("<!--Blazor:(?<json>\\{.*?\\})-->", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    private static Regex State() =>
        new("<!--Blazor-Server-Component-State:(?<json>.*?)-->", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
}
