// Each test that builds the model takes a core for seconds; more at once would only wait for one another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
