"""The same scoring on a Spark cluster: batches of rows on the executors, what they left behind merged on the driver."""
