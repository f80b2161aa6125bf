using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Workflows;

/// <summary>How a walk ended.</summary>
/// <param name="Fault">Where it failed and why, without any secret; null when it passed.</param>
/// <param name="CleanUpFault">What could not be put back; null when all was.</param>
/// <param name="Answered">Whether the instance answered wherever it failed; if not, it is the instance's fault.</param>
internal sealed record Walk(string? Fault, string? CleanUpFault, bool Answered = true)
{
    /// <summary>Both in one sentence; null when it passed and left nothing behind.</summary>
    public string? Told =>
        (Fault, CleanUpFault) switch
        {
            (null, null) => null,
            (var fault, null) => fault,
            (null, var left) => $"clean-up: {left}",
            var (fault, left) => $"{fault}; clean-up too: {left}",
        };
}

/// <summary>Walks a workflow on one API instance. Whatever happens, the clean-up is tried.</summary>
internal sealed class WorkflowWalker(PortalClient portal, OwnRequests requests, Secrets secrets, TimeProvider time)
{
    private const int MostOfABody = 1024 * 1024;
    private const int MostOfAFault = 400;
    private const string Removed = "[removed]";

    /// <summary>Walks once.</summary>
    public async Task<Walk> WalkAsync(
        ProbeTarget target,
        InstanceOptions instance,
        Workflow workflow,
        CancellationToken stopping
    )
    {
        var hidden = workflow.Secrets.ToDictionary(
            secret => secret.Key,
            secret => Secrets.Read(secret.Value) ?? "",
            StringComparer.Ordinal
        );
        var walking = new Walking(target, instance, Values(target, instance, workflow, hidden), new());
        string? fault;
        using (var limit = new CancellationTokenSource(workflow.Timeout, time))
        {
            fault = await StepsAsync(walking, workflow.Steps, stopsAtAFault: true, limit.Token, stopping);
        }

        // Not ended by a stop of the process: what was written is put back, in a time of its own.
        using var last = new CancellationTokenSource(workflow.Timeout, time);
        var left = await StepsAsync(
            walking,
            workflow.CleanUp,
            stopsAtAFault: false,
            last.Token,
            CancellationToken.None
        );
        stopping.ThrowIfCancellationRequested();
        string[] unseen = [.. hidden.Values, .. walking.Cookies.Values];
        return new(Clean(fault, unseen), Clean(left, unseen), walking.Answered);
    }

    private static Dictionary<string, string> Values(
        ProbeTarget target,
        InstanceOptions instance,
        Workflow workflow,
        Dictionary<string, string> hidden
    )
    {
        var values = new Dictionary<string, string>(hidden, StringComparer.Ordinal)
        {
            ["environment"] = target.Environment,
            ["instance"] = instance.Name,
            ["walk"] = $"walk-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
        };
        foreach (var (name, template) in workflow.Variables)
        {
            values[name] = template.Fill(values);
        }

        return values;
    }

    /// <returns>The first fault; null when there was none.</returns>
    private async Task<string?> StepsAsync(
        Walking walking,
        IReadOnlyList<WorkflowStep> steps,
        bool stopsAtAFault,
        CancellationToken limit,
        CancellationToken stopping
    )
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit, stopping);
        string? first = null;
        foreach (var step in steps)
        {
            walking.Values["requestId"] = requests.Next();
            // What was never made need not be put back.
            if (step.Needs.Any(name => !walking.Values.ContainsKey(name)))
            {
                continue;
            }

            string? wrong;
            try
            {
                wrong = await StepAsync(walking, step, both.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                return first ?? $"“{step.Name}”: the time of the whole walk was over";
            }
            catch (OperationCanceledException)
            {
                // The process stops; the caller puts back and says nothing.
                return first;
            }

            first ??= wrong is null ? null : $"“{step.Name}” on {walking.Instance.Name}: {wrong}";
            if (first is not null && stopsAtAFault)
            {
                return first;
            }
        }

        return first;
    }

    private async Task<string?> StepAsync(Walking walking, WorkflowStep step, CancellationToken cancellation)
    {
        var address = ProbeTarget.At(walking.Instance, step.Path.Fill(walking.Values, Uri.EscapeDataString));
        var answer = await portal.SendAsync(
            () => StepRequest.Of(step, address, walking.Values, walking.Cookies),
            step.Bearer ? walking.Target.Token : null,
            step.Timeout ?? walking.Target.Probes.Timeout,
            MostOfABody,
            cancellation
        );
        walking.Answered &= answer.StatusCode > 0;
        walking.Cookies.Take(answer.Cookies);
        return StepAnswer.Wrong(step, answer, walking.Values);
    }

    private string? Clean(string? fault, string[] unseen)
    {
        if (fault is null)
        {
            return null;
        }

        var text = new StringBuilder(secrets.Redact(fault));
        foreach (var value in unseen.Where(value => value.Length > 0).OrderByDescending(value => value.Length))
        {
            text.Replace(value, Removed);
        }

        return text.Length <= MostOfAFault ? text.ToString() : $"{text.ToString(0, MostOfAFault)}…";
    }

    /// <summary>One walk under way.</summary>
    private sealed record Walking(
        ProbeTarget Target,
        InstanceOptions Instance,
        Dictionary<string, string> Values,
        Cookies Cookies
    )
    {
        public bool Answered { get; set; } = true;
    }
}
