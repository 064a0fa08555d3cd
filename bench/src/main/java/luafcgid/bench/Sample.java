package luafcgid.bench;

import luafcgid.bench.load.LoadResult;

/**
 * One server under load for the length of one measurement.
 *
 * @param cpu processor time of the server per request, microseconds
 */
record Sample(LoadResult load, double cpu) {}
