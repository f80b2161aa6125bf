using Mcpx.Sandbox.Portal.Api;
using Mcpx.Sandbox.Portal.Data;
using Mcpx.Sandbox.Portal.Site;

namespace Mcpx.Sandbox.Portal;

/// <summary>
/// The portal's code as it is when it works. A release derives from it and overrides what its developers changed,
/// for better or worse; everything that is not overridden behaves well.
/// </summary>
public abstract class PortalRelease
{
    /// <summary>Checks behind <c>/ready</c>; one that fails makes it answer 503.</summary>
    /// <param name="config">The environment's effective configuration.</param>
    public virtual IEnumerable<ReadinessCheck> CheckReadiness(IReadOnlyDictionary<string, string> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        yield return new("database", config.Count > 0, "configuration is readable");
        yield return new("sse", config.ContainsKey(ConfigKeys.SseKeepAliveSeconds), "keep-alive is configured");
    }

    /// <summary>Whether a path below <c>/api</c> answers without a bearer token. Everything else demands one.</summary>
    public virtual bool IsAnonymous(PathString path) =>
        path.Equals("/api/healthz", StringComparison.OrdinalIgnoreCase)
        || path.Equals("/api/version", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the comma-separated allow-list of browser origins.</summary>
    public virtual IReadOnlyList<string> ParseOrigins(string configured)
    {
        ArgumentNullException.ThrowIfNull(configured);
        return configured.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Runs one read for a JSON route. Every JSON workload comes through here.</summary>
    public virtual Task<object> ReadAsync(Func<object> query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Task.FromResult(query());
    }

    /// <summary>Shapes a job for <c>/api/jobs</c>.</summary>
    public virtual object DescribeJob(Job job) => job;

    /// <summary>Opens the stream that the frames of one event stream are written to.</summary>
    public virtual Stream OpenEventStream(Stream body) => body;

    /// <summary>Greets a new event stream; its first event decides the time to first byte.</summary>
    public virtual Task WriteHelloAsync(Stream stream, string environment, CancellationToken cancellationToken) =>
        SseFrames.WriteEventAsync(stream, "hello", new { environment }, cancellationToken);

    /// <summary>Shows that an idle event stream is alive: an SSE comment, which browsers ignore.</summary>
    public virtual Task WriteKeepAliveAsync(Stream stream, CancellationToken cancellationToken) =>
        SseFrames.WriteCommentAsync(stream, "keep-alive", cancellationToken);

    /// <summary>The script that every page of the web loads, the sign-in included; empty for none.</summary>
    public virtual string Script => "";

    /// <summary>Renders the dashboard's content.</summary>
    public virtual string RenderDashboard(DashboardModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Html.Tiles(
            ("Jobs running", model.Jobs.GetValueOrDefault("running")),
            ("Jobs waiting", model.Jobs.GetValueOrDefault("waiting")),
            ("Jobs finished", model.Jobs.GetValueOrDefault("finished")),
            ("Flags on", model.FlagsOn)
        );
    }
}
