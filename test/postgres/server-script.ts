/**
 * Shell script that makes a cluster, runs `postgres` on it and ends it when standard input closes.
 * Arguments: run directory, folder of the programs, port. The run directory is removed at the end.
 *
 * Standard input is a pipe whose other end only the test process holds: the kernel closes it however that process ends,
 * `kill -9` too. The cluster is renamed into place, so that a half-made one is never started.
 *
 * SIGQUIT is PostgreSQL's immediate shutdown: the data is thrown away anyway. It is repeated because a shell starts its
 * background jobs with SIGQUIT ignored, so one sent before `postgres` has set its handlers is lost.
 */
export const SERVER_SCRIPT = `
directory=$1 programs=$2 port=$3
exec 3<&0 </dev/null
{
  "$programs/initdb" --pgdata="$directory/unfinished" --username=postgres --auth=trust --encoding=UTF8 --locale=C \\
    --no-sync --no-instructions >/dev/null &&
  mv "$directory/unfinished" "$directory/cluster" &&
  exec "$programs/postgres" -D "$directory/cluster" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories=
} 3<&- &
server=$!
{
  read -r _ <&3
  while kill -QUIT "$server"; do sleep 1; done
} 2>/dev/null &
watcher=$!
wait "$server"
status=$?
kill "$watcher" 2>/dev/null
rm -rf -- "$directory"
exit "$status"
`
