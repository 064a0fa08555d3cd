package luafcgid.daemon.deploy;

import java.time.Duration;

/**
 * How patient the deployer is.
 *
 * @param drain  how long requests in flight may go on using a version that is to go
 * @param settle how long a file may look incomplete before that is an error
 * @param start  how long a bundle's start may take
 */
record DeploySettings(Duration drain, Duration settle, Duration start) {}
