/**
 * The conformance suite of the server. Its lines are those of the list of what a FastCGI 1.0 server must do; a test's display name
 * begins with the line's number, with {@code malformed:} for an input that no web server should send, or with the number of the
 * advisory about another implementation.
 *
 * <table>
 * <caption>Where each is tested</caption>
 * <tr><td>1, 2, 4: descriptor 0, FCGI_WEB_SERVER_ADDRS, signals</td><td>the listeners' tests here, and luafcgid.test with the real
 *     programs</td></tr>
 * <tr><td>3: connections, who closes</td><td>{@code EndTest}, {@code RecordsOnConnectionsTest}, {@code ListenerTest}</td></tr>
 * <tr><td>5 to 8, 10: records</td><td>{@code codec.RecordsTest}, {@code codec.RecordReaderTest}, {@code RecordsOnConnectionsTest},
 *     {@code Answers} for all that is sent</td></tr>
 * <tr><td>9: ids</td><td>{@code MultiplexingTest}, {@code RecordsOnConnectionsTest}, {@code MalformedInputTest}</td></tr>
 * <tr><td>11 to 14: streams</td><td>{@code StreamsTest}, {@code MultiplexingTest}, {@code Answers} for all that is sent</td></tr>
 * <tr><td>15: reading while writing</td><td>{@code StreamsTest}, {@code MultiplexingTest}, {@code FlowTest}; a filter in {@code
 *     RoleTest}</td></tr>
 * <tr><td>16: name-value pairs</td><td>{@code ParamsTest}, {@code MalformedInputTest}</td></tr>
 * <tr><td>17, 18: management</td><td>{@code ManagementTest}</td></tr>
 * <tr><td>19: BEGIN_REQUEST</td><td>{@code codec.RecordsTest}, {@code RecordsOnConnectionsTest}</td></tr>
 * <tr><td>20, 24 to 26: roles</td><td>{@code RoleTest}; a script's status headers and an authorizer's {@code Variable-*} in
 *     luafcgid.daemon</td></tr>
 * <tr><td>21: OVERLOADED</td><td>{@code EndTest}, {@code ResourceLimitTest}; CANT_MPX_CONN is never answered</td></tr>
 * <tr><td>22: END_REQUEST</td><td>{@code EndTest}</td></tr>
 * <tr><td>23: ABORT_REQUEST</td><td>{@code AbortTest}, {@code FlowTest}</td></tr>
 * <tr><td>27: half-close and drain</td><td>{@code EndTest}</td></tr>
 * <tr><td>malformed input</td><td>{@code MalformedInputTest}, {@code ManagementTest}, {@code RoleTest} (lengths), {@code
 *     TimeLimitTest} (slow, silent and deaf peers), {@code ResourceLimitTest} (too much), {@code StormTest} (all at once)</td></tr>
 * <tr><td>advisories</td><td>{@code VulnerabilityTest}, {@code MalformedInputTest} (CVE-2015-9253); what concerns files, modes and
 *     environments in luafcgid.daemon and with the listeners</td></tr>
 * <tr><td>limits</td><td>{@code TimeLimitTest}, {@code ResourceLimitTest}; what is logged in {@code LimitedLogTest}</td></tr>
 * <tr><td>the record log</td><td>{@code RecordLogTest}</td></tr>
 * </table>
 */
package luafcgid.protocol.server;
