// Whoever moves an office by keyboard goes on where they were: the page that follows names the row.
const row = /^#office-[a-z0-9-]+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
const pressed = sessionStorage.getItem("office-moved");
sessionStorage.removeItem("office-moved");
if (row && pressed) {
	const again = row.querySelector<HTMLButtonElement>(`.order button[value="${pressed === "up" ? "up" : "down"}"]:not(:disabled)`);
	(again ?? row.querySelector<HTMLButtonElement>(".order button:not(:disabled)"))?.focus({ preventScroll: true });
}
document.addEventListener("submit", (event) => {
	const button = event.submitter;
	if (button instanceof HTMLButtonElement && button.name === "direction" && button.closest(".order")) {
		sessionStorage.setItem("office-moved", button.value);
	}
});
export {};
