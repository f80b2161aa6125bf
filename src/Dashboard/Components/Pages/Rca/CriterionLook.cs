using Mcpx.Domain.Rca;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Rca;

/// <summary>Whose colour and shape stand for a criterion's result; its word is the report's own.</summary>
internal static class CriterionLook
{
    public static VerdictState? Of(CriterionResult result) =>
        result switch
        {
            CriterionResult.Met => VerdictState.Healthy,
            CriterionResult.NotMet => VerdictState.Breached,
            CriterionResult.Open => VerdictState.Pending,
            _ => null,
        };
}
