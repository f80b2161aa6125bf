using System.Globalization;
using Mcpx.Sandbox.Portal.Data;
using Microsoft.AspNetCore.Http.Features;

namespace Mcpx.Sandbox.Portal.Api;

/// <summary>One open <c>/api/events</c>: a greeting, then keep-alives and now and then a job, until either side leaves.</summary>
internal sealed class EventStream(PortalRelease release, PortalSettings settings, PortalDatabase database)
{
    private const int KeepAlivesPerJob = 8;

    public async Task RunAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        var stream = release.OpenEventStream(context.Response.Body);
        await release.WriteHelloAsync(stream, settings.Environment, cancellationToken);
        for (var beat = 1; ; beat++)
        {
            await Task.Delay(KeepAlive(), cancellationToken);
            if (database.HasFault(PortalFault.Stall(settings.Instance)))
                continue;
            await release.WriteKeepAliveAsync(stream, cancellationToken);
            if (beat % KeepAlivesPerJob == 0)
                await SseFrames.WriteEventAsync(stream, "job", PickJob(beat), cancellationToken);
        }
    }

    /// <summary>Read for each beat, so that a config change reaches streams that are open already.</summary>
    private TimeSpan KeepAlive()
    {
        var configured = database.ReadConfig().GetValueOrDefault(ConfigKeys.SseKeepAliveSeconds, "10");
        return TimeSpan.FromSeconds(int.Parse(configured, CultureInfo.InvariantCulture));
    }

    private Job PickJob(int beat)
    {
        var jobs = database.ReadJobs();
        return jobs[beat / KeepAlivesPerJob % jobs.Count];
    }
}
