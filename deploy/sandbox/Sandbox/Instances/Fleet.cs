namespace Mcpx.Sandbox.Instances;

/// <summary>All supervised instances.</summary>
internal sealed class Fleet(IReadOnlyList<SupervisedInstance> instances)
{
    public IReadOnlyList<SupervisedInstance> All => instances;

    public bool IsRunning => instances.All(instance => instance.State == InstanceState.Running);

    public IEnumerable<SupervisedInstance> Of(string environment) =>
        instances.Where(instance => string.Equals(instance.Spec.Environment, environment, StringComparison.Ordinal));

    public IEnumerable<SupervisedInstance> Of(string environment, PortalComponent component) =>
        Of(environment).Where(instance => instance.Spec.Component == component);

    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(instances.Select(instance => instance.StartAsync(cancellationToken)));

    public Task CloseAsync() => Task.WhenAll(instances.Select(instance => instance.CloseAsync()));
}
