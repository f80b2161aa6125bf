using Mcpx.Domain.Contracts;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Contracts;

/// <summary>Reads a contract (docs/contract-files.md); every problem at once, each with file, line and column.</summary>
internal sealed class ContractReader
{
    private const int MostEndpoints = 200;
    private static readonly string[] Methods = ["GET", "HEAD", "OPTIONS"];

    private readonly string _file;
    private readonly List<string> _problems = [];

    private ContractReader(string file) => _file = file;

    /// <summary>Reads one from its document.</summary>
    /// <exception cref="BadFileException">Something in it is wrong.</exception>
    public static Contract Read(string file, YamlNode root)
    {
        var reader = new ContractReader(file);
        var contract = reader.ReadFile(root);
        return reader._problems.Count > 0 ? throw new BadFileException(reader._problems) : contract;
    }

    private Contract ReadFile(YamlNode root)
    {
        var map = new YamlMap(_file, root, _problems, "envelope", "shapes", "endpoints");
        var envelope = map.Flag("envelope") ?? true;
        var shapes = new ShapeReader(_file, map["shapes"], _problems);
        var nodes = map.Items("endpoints").ToList();
        if (nodes.Count is 0 or > MostEndpoints)
        {
            map.Problem(map["endpoints"] ?? root, $"endpoints must be a list of 1 to {MostEndpoints}");
            return new([]);
        }

        var endpoints = nodes.ConvertAll(node => Endpoint(node, envelope, shapes));
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (node, endpoint) in nodes.Zip(endpoints))
        {
            if (!known.Add(endpoint.Name))
            {
                map.Problem(node, $"{endpoint.Call} stands above already; a call has one answer");
            }
        }

        return new(endpoints);
    }

    private ContractEndpoint Endpoint(YamlNode node, bool envelope, ShapeReader shapes)
    {
        var map = new YamlMap(_file, node, _problems, "method", "path", "auth", "maxBody", "expect");
        var path = map.Needed("path") ?? "/";
        if (!HttpWords.IsPath(path))
        {
            map.Problem(map["path"]!, $"path = {path}: {HttpWords.PathExpected}");
            path = "/";
        }

        var expect = map["expect"] is { } expected
            ? new YamlMap(_file, expected, _problems, "status", "headers", "json", "code")
            : null;
        var read = new ContractEndpoint(path)
        {
            Method = map.OneOf("method", Methods) ?? "GET",
            Bearer = map.OneOf("auth", ["bearer", "none"]) != "none",
            Envelope = envelope,
            MaxBody = map.Size("maxBody", Probes.Http.PortalClient.LargeBody),
            Headers = expect is null ? [] : HttpWords.Headers(_file, expect["headers"], _problems),
            Json = expect?["json"] is { } json ? shapes.Read(json) : null,
            Code = expect?.Text("code"),
        };
        return expect is null ? read : WithStatus(read, expect);
    }

    private static ContractEndpoint WithStatus(ContractEndpoint endpoint, YamlMap expect)
    {
        if (expect["status"] is not { } node)
        {
            return endpoint;
        }

        // Five hundred and above is a fault of the portal's, whatever a contract says.
        var status = HttpWords.Status(expect, node, most: 499);
        if (endpoint.Code is not null && status.All(one => one < 400))
        {
            expect.Problem(expect["code"]!, "code is that of an error envelope, and no error status is expected");
        }

        return status.Count == 0 ? endpoint : endpoint with { Status = status };
    }
}
