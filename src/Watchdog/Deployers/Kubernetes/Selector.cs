using k8s.Models;

namespace Mcpx.Watchdog.Deployers.Kubernetes;

/// <summary>Writes down which pods are a Deployment's, as the API is asked for them.</summary>
internal static class Selector
{
    /// <summary>For example <c>app=api,tier in (front,back)</c>.</summary>
    /// <exception cref="DeployerUnavailableException">It has none, and every pod of the namespace would be meant.</exception>
    public static string Of(V1Deployment deployment)
    {
        var labels = (deployment.Spec?.Selector?.MatchLabels ?? new Dictionary<string, string>()).Select(label =>
            $"{label.Key}={label.Value}"
        );
        var expressions = (deployment.Spec?.Selector?.MatchExpressions ?? []).Select(expression =>
            expression.OperatorProperty switch
            {
                "In" => $"{expression.Key} in ({string.Join(',', expression.Values ?? [])})",
                "NotIn" => $"{expression.Key} notin ({string.Join(',', expression.Values ?? [])})",
                "DoesNotExist" => $"!{expression.Key}",
                _ => expression.Key,
            }
        );
        var selector = string.Join(',', labels.Concat(expressions));
        return selector.Length > 0
            ? selector
            : throw new DeployerUnavailableException("the Deployment does not say which pods are its own");
    }
}
