// One browser at a time: two would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
