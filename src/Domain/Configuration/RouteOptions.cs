namespace Mcpx.Domain.Configuration;

/// <summary>
/// What kind of call a route is. A pattern is a route, <c>/api/jobs</c>; a beginning, <c>/api/*</c>; or a regular expression
/// that begins with <c>^</c>, <c>^/api/v[0-9]+/</c>, found anywhere from there.
/// </summary>
public sealed record RouteOptions
{
    private static readonly string[] Api = ["/api/*"];

    /// <summary>Patterns of JSON calls, whose durations are judged as latency. Default <c>/api/*</c>.</summary>
    public IReadOnlyList<string> Json { get; init; } = [];

    /// <summary>The patterns in effect.</summary>
    public IReadOnlyList<string> EffectiveJson => Json.Count > 0 ? Json : Api;

    /// <summary>
    /// Patterns of event streams, which are left out of every rate and of latency. Default: none beside
    /// <see cref="ProbeOptions.StreamPath"/>, which always is one.
    /// </summary>
    public IReadOnlyList<string> Streams { get; init; } = [];
}
