using System.ComponentModel;
using System.Diagnostics;

namespace Mcpx.Sandbox.Control;

/// <summary>
/// Ends instances of an earlier control that was killed while they were frozen: a frozen process does not notice that
/// its pipe closed, and would keep its port.
/// </summary>
internal static class Leftovers
{
    public static void End(ControlState state, ILogger logger)
    {
        foreach (var (key, record) in state.Instances)
        {
            try
            {
                using var process = Process.GetProcessById(record.ProcessId);
                // A number is used again; only the same number with the same start is the process we mean.
                if ((process.StartTime.ToUniversalTime() - record.StartedAt).Duration() > TimeSpan.FromSeconds(1))
                    continue;
                process.Kill();
                process.WaitForExit(TimeSpan.FromSeconds(2));
                Log.LeftoverEnded(logger, key, record.ProcessId);
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
            {
                Log.NoLeftover(logger, key, error.Message);
            }
        }
    }
}
