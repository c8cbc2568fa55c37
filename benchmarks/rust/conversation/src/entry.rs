//! A row of works.json; `WorkEntry.java` tells what is in it.

use std::collections::HashMap;
use std::fs;
use tinyjson::JsonValue;

const WORKS: &str = "benchmarks/src/main/resources/works.json";

pub struct Entry {
    row: JsonValue,
}

impl Entry {
    pub fn find(name: &str) -> Result<Entry, String> {
        let text = fs::read_to_string(WORKS).map_err(|error| format!("{}: {}", WORKS, error))?;
        let rows: JsonValue = text.parse().map_err(|error| format!("{}: {}", WORKS, error))?;
        let rows: Vec<JsonValue> = rows.try_into().map_err(|_| format!("{}: no list", WORKS))?;
        rows.into_iter()
            .map(|row| Entry { row })
            .find(|entry| entry.text("name") == Some(name))
            .ok_or_else(|| format!("works.json has no work {}", name))
    }

    /// A field's text; nothing without the field.
    pub fn text(&self, field: &str) -> Option<&str> {
        field_of(&self.row, field)?.get::<String>().map(String::as_str)
    }

    /// The text of a field that the work must have.
    pub fn required(&self, field: &str) -> Result<&str, String> {
        self.text(field).ok_or_else(|| format!("the work has no {}", field))
    }

    /// A kernel's argument.
    pub fn size(&self) -> Result<i32, String> {
        let size = field_of(&self.row, "size").and_then(JsonValue::get::<f64>);
        size.map(|&size| size as i32).ok_or_else(|| "the work has no size".to_string())
    }

    /// The module's bytes.
    pub fn module(&self) -> Result<Vec<u8>, String> {
        let path = self.required("module")?;
        fs::read(path).map_err(|error| format!("{}: {}", path, error))
    }
}

/// A field of a JSON object.
pub(crate) fn field_of<'a>(object: &'a JsonValue, name: &str) -> Option<&'a JsonValue> {
    object.get::<HashMap<String, JsonValue>>()?.get(name)
}
