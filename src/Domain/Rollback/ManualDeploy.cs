using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>A deployment by hand, with the tool that people have for where it goes.</summary>
internal static class ManualDeploy
{
    /// <summary>The command of a step, or what to do where no single command does it.</summary>
    public static string Of(DeployerOptions deployer, PlanStep step, PlanTarget target, string environment) =>
        deployer switch
        {
            { Http: { } http } => Http(http, step),
            { Kubernetes: { } pods } => ShellWords.Of([
                "kubectl",
                "-n",
                pods.Namespace,
                "set",
                "image",
                $"deployment/{pods.Deployment}",
                $"{pods.Container}=IMAGE@DIGEST",
            ]) + $"   # the image's full name stands in {target.TargetTag}'s artifact of {target.Component}",
            { GitHubActions: { } actions } => ShellWords.Of([
                "gh",
                "workflow",
                "run",
                actions.Workflow,
                "--repo",
                actions.Repository,
                "--ref",
                actions.Ref,
                "-f",
                $"tag={target.TargetTag}",
                "-f",
                $"environment={environment}",
                "-f",
                $"component={target.Component}",
                "-f",
                $"key={step.Key}",
            ]),
            { AppService: { } app } => ShellWords.Of([
                "az",
                "webapp",
                "deployment",
                "slot",
                "swap",
                "--subscription",
                app.Subscription,
                "--resource-group",
                app.ResourceGroup,
                "--name",
                app.Site,
                "--slot",
                app.Slot,
            ]),
            { BlobSite: { } site } => ShellWords.Of([
                "az",
                "storage",
                "blob",
                "upload-batch",
                "--account-name",
                new Uri(site.Account).Host.Split('.')[0],
                "--destination",
                site.Container,
                "--source",
                "FOLDER",
                "--overwrite",
                "--auth-mode",
                "login",
            ]) + $"   # FOLDER is {target.TargetTag}'s artifact of {target.Component}",
            { StaticSite: { } site } =>
                $"# make {site.Root}/current a link to the folder of {target.TargetTag} in {site.Root}/releases, in one move: ln -s … next && mv -T next current",
            _ => step.Arguments.Count > 0
                ? ShellWords.Of(step.Arguments)
                : "# no deployer is configured: put this artifact in place the way it was first deployed",
        };

    private static string Http(HttpPipelineOptions http, PlanStep step)
    {
        var body = step.Arguments.FirstOrDefault(one =>
            one.StartsWith(DeployerArguments.Body, StringComparison.Ordinal)
        );
        var call = ShellWords.Of([
            "curl",
            "-fsS",
            "-X",
            "POST",
            step.Arguments.ElementAtOrDefault(2) ?? http.Start,
            "-H",
            "Content-Type: application/json",
            "-d",
            body?[DeployerArguments.Body.Length..] ?? http.Body,
        ]);
        // The shell fills the token in: it is no part of what is printed.
        return http.TokenVariable is { } token ? $"{call} -H \"Authorization: Bearer ${token}\"" : call;
    }
}
