using System.Text.Json;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Deployers.Http;

/// <summary>
/// Reads what a pipeline answers when it is asked for a key, for example
/// <c>{"key":"INC-0007-plan1-step2","state":"running","detail":"2 of 4 instances"}</c>.
/// </summary>
internal static class PipelineAnswer
{
    /// <summary>How the operation stands.</summary>
    /// <exception cref="DeployerUnavailableException">The answer does not say.</exception>
    public static Found Read(ApiAnswer answer, string key, HttpPipelineOptions options)
    {
        var json = answer.Json();
        if (answer.Status == 404)
        {
            // A page that some gateway in between puts there says nothing of the operation.
            return json is { ValueKind: JsonValueKind.Object or JsonValueKind.Array }
                ? new(key, OperationState.NeverStarted)
                : throw new DeployerUnavailableException(
                    $"the pipeline answered {answer.Words}, and that is no JSON: is the address right?"
                );
        }

        return !answer.Ok
            ? throw new DeployerUnavailableException($"the pipeline answered {answer.Words}")
            : json switch
            {
                { ValueKind: JsonValueKind.Object } one => Read(one, key, options),
                { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() switch
                {
                    0 => new(key, OperationState.NeverStarted),
                    1 => Read(list[0], key, options),
                    var several => throw new DeployerUnavailableException(
                        $"the pipeline knows {several} operations under {key}"
                    ),
                },
                _ => throw new DeployerUnavailableException($"the pipeline's answer is no JSON object: {answer.Words}"),
            };
    }

    private static Found Read(JsonElement one, string key, HttpPipelineOptions options)
    {
        var named = ApiAnswer.Text(one, options.KeyField);
        if (named != key)
        {
            throw new DeployerUnavailableException(
                $"the pipeline answered for {named ?? "no key"} ({options.KeyField}), not for {key}"
            );
        }

        var word = ApiAnswer.Text(one, options.StateField);
        OperationState? state =
            word is null ? null
            : Has(options.EffectiveRunningWords) ? OperationState.Running
            : Has(options.EffectiveFinishedWords) ? OperationState.Finished
            : Has(options.EffectiveFailedWords) ? OperationState.Failed
            : null;
        return state is { } known
            ? new(key, known, ApiAnswer.Text(one, options.DetailField))
            : throw new DeployerUnavailableException(
                $"the pipeline's {options.StateField} is {word ?? "missing"}, a word of no state that is configured"
            );

        bool Has(IReadOnlyList<string> words) => words.Contains(word, StringComparer.OrdinalIgnoreCase);
    }
}
