using System.CommandLine;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands.Keys;

/// <summary><c>keys</c>: makes, lists and revokes the API keys of pipelines (docs/sign-in.md).</summary>
internal static class KeysCommand
{
    public static Command Create() =>
        new("keys", "API keys for pipelines.")
        {
            CreateKeyCommand.Create(),
            ListKeysCommand.Create(),
            RevokeKeyCommand.Create(),
        };

    /// <summary>Whoever may start programs beside the store runs the installation; what they do stands under their own name.</summary>
    internal static Actor Operator => AtTheKeyboard.As(Role.Admin);

    /// <summary>The keys of a store that this version can read; else what the command ends with.</summary>
    internal static (KeyLog? Log, JournalTail? Tail, int Exit) Open(string? config, TextWriter error)
    {
        var (options, exit) = JournalCommand.Open(config, error);
        if (options is null)
        {
            return (null, null, exit);
        }

        var journal = options.Place().Open().Journal;
        var tail = new JournalTail(journal);
        return (new KeyLog(journal, tail, TimeProvider.System), tail, ExitCodes.Ok);
    }

    /// <summary>Says why something was not done.</summary>
    internal static int Refuse(Refusal refusal, TextWriter error)
    {
        error.WriteLine(refusal.Text);
        return ExitCodes.BadInput;
    }
}
