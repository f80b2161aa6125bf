namespace Mcpx.Sandbox.Instances;

/// <summary>
/// Lets an instance live exactly as long as the pipe to its standard input. The pipe closes when the control closes it,
/// and also when the control dies, however it dies; this holds on every operating system.
/// </summary>
internal sealed class PipeLifetime(IHostApplicationLifetime application) : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        new Thread(Watch) { IsBackground = true, Name = "pipe" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Watch()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> nothing = stackalloc byte[16];
        while (input.Read(nothing) > 0) { }
        application.StopApplication();
    }
}
