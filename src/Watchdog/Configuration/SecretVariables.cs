using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Configuration;

/// <summary>The variables that a running watchdog cannot do without, each with the option that names it.</summary>
internal static class SecretVariables
{
    /// <summary>The options that name one, and the variables they name.</summary>
    /// <param name="options">The configuration.</param>
    public static IEnumerable<(string Key, string Name)> NeededBy(WatchdogOptions options)
    {
        yield return ("Watchdog:ServiceTokenVariable", options.ServiceTokenVariable);
        if (options.Slack.WebhookVariable is { } webhook)
        {
            yield return ("Watchdog:Slack:WebhookVariable", webhook);
        }

        if (options.Heartbeat.AddressVariable is { } heartbeat)
        {
            yield return ("Watchdog:Heartbeat:AddressVariable", heartbeat);
        }

        if (options.Slack.BotTokenVariable is { } bot)
        {
            yield return ("Watchdog:Slack:BotTokenVariable", bot);
        }

        if (options.Store.ConnectionVariable is { } store)
        {
            yield return (Secrets.StoreKey, store);
        }

        if (options.Ticket is { TokenVariable: { Length: > 0 } ticket })
        {
            yield return ("Watchdog:Ticket:TokenVariable", ticket);
        }

        if (options.Ticket is { UserVariable: { Length: > 0 } user })
        {
            yield return ("Watchdog:Ticket:UserVariable", user);
        }

        foreach (var variable in PeoplesVariables(options))
        {
            yield return variable;
        }

        if (options.FollowUps is { } followUps)
        {
            yield return ("Watchdog:FollowUps:TokenVariable", followUps.TokenVariable);
        }

        foreach (var (name, environment) in options.Environments)
        {
            foreach (var variable in DeployerVariables(name, environment))
            {
                yield return variable;
            }

            if (environment.PortalDatabase is { ConnectionVariable.Length: > 0 } database)
            {
                yield return (
                    $"Watchdog:Environments:{name}:PortalDatabase:ConnectionVariable",
                    database.ConnectionVariable
                );
            }

            if (environment.Logs?.TokenVariable is { } logs)
            {
                yield return ($"Watchdog:Environments:{name}:Logs:TokenVariable", logs);
            }

            yield return ($"Watchdog:Environments:{name}:Probes:TokenVariable", environment.Probes.TokenVariable);
            if (environment.Probes.MetricsTokenVariable is { } metrics)
            {
                yield return ($"Watchdog:Environments:{name}:Probes:MetricsTokenVariable", metrics);
            }

            if (environment.Probes.Prometheus is { IsAsked: true, TokenVariable: { } prometheus })
            {
                yield return ($"Watchdog:Environments:{name}:Probes:Prometheus:TokenVariable", prometheus);
            }

            if (environment.Probes.Workflows.Browser is { User.Length: > 0 } browser)
            {
                yield return (
                    $"Watchdog:Environments:{name}:Probes:Workflows:Browser:PasswordVariable",
                    browser.PasswordVariable
                );
            }

            if (environment.Validation.Browser is { User.Length: > 0 } once)
            {
                yield return (
                    $"Watchdog:Environments:{name}:Validation:Browser:PasswordVariable",
                    once.PasswordVariable
                );
            }

            if (environment.Validation.Web is { LoginPath: not null } web)
            {
                yield return ($"Watchdog:Environments:{name}:Validation:Web:PasswordVariable", web.PasswordVariable);
            }
        }
    }

    /// <summary>What pages and mails are sent with.</summary>
    private static IEnumerable<(string Key, string Name)> PeoplesVariables(WatchdogOptions options)
    {
        if (options.Paging.PagerDuty is { } pagerDuty)
        {
            yield return ("Watchdog:Paging:PagerDuty:RoutingKeyVariable", pagerDuty.RoutingKeyVariable);
        }

        if (options.Paging.Webhook is { } paging)
        {
            yield return ("Watchdog:Paging:Webhook:AddressVariable", paging.AddressVariable);
            if (paging.SecretVariable is { } secret)
            {
                yield return ("Watchdog:Paging:Webhook:SecretVariable", secret);
            }
        }

        if (options.Mail is { User: not null } mail)
        {
            yield return ("Watchdog:Mail:PasswordVariable", mail.PasswordVariable);
        }

        if (options.Roster.Source?.TokenVariable is { } schedule)
        {
            yield return ("Watchdog:Roster:Source:TokenVariable", schedule);
        }

        var contacts = options.Roster.Contacts ?? [];
        for (var i = 0; i < contacts.Count; i++)
        {
            if (contacts[i].PagingKeyVariable is { } key)
            {
                yield return (FormattableString.Invariant($"Watchdog:Roster:Contacts:{i}:PagingKeyVariable"), key);
            }
        }
    }

    private static IEnumerable<(string Key, string Name)> DeployerVariables(string name, EnvironmentOptions environment)
    {
        var deployers = environment.Deployers.SelectMany(one =>
            new[] { ($"{one.Key}", one.Value), ($"{one.Key}:Fallback", one.Value.Fallback ?? new()) }
        );
        foreach (var (component, deployer) in deployers)
        {
            var key = $"Watchdog:Environments:{name}:Deployers:{component}";
            if (deployer.Http?.TokenVariable is { } pipeline)
            {
                yield return ($"{key}:Http:TokenVariable", pipeline);
            }

            if (deployer.GitHubActions is { } actions)
            {
                yield return ($"{key}:GitHubActions:TokenVariable", actions.TokenVariable);
            }
        }
    }
}
