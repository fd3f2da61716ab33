import { Match } from "./match";

export default function Page() {
  return (
    <main>
      <h1>What does this event mean?</h1>
      <Match />
    </main>
  );
}
