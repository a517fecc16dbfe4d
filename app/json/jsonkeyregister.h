// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells whether a key stands in the open object already. Objects nest, so the keys of all open objects
// lie on one stack; a small object is compared key by key, a large one through one shared hash table.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

namespace busload {

//! Keys are not copied: their bytes must live as long as the register.
class JsonKeyRegister
{
public:
    void openObject() { m_objects.push_back({m_keys.size(), ++m_lastId}); }
    void closeObject()
    {
        m_keys.resize(m_objects.back().firstKey);
        m_objects.pop_back();
    }

    //! Adds the key (escapes resolved) to the innermost object. Gives whether it stood there before.
    bool add(const char *data, size_t size)
    {
        const Object object = m_objects.back();
        const Key key{data, static_cast<std::uint32_t>(size), hashOf(data, size)};
        const size_t count = m_keys.size() - object.firstKey;
        bool repeated = false;
        if (count < kSmall) {
            for (size_t i = object.firstKey; i < m_keys.size() && !repeated; ++i)
                repeated = same(m_keys[i], key);
        } else {
            if (count == kSmall) {
                for (size_t i = object.firstKey; i < m_keys.size(); ++i)
                    insert(object.id, m_keys[i]);
            }
            repeated = !insert(object.id, key);
        }
        // Repeats count too: they only make the object large earlier.
        m_keys.push_back(key);
        return repeated;
    }

private:
    static constexpr size_t kSmall = 24;

    struct Object
    {
        size_t firstKey;
        std::uint32_t id;
    };
    struct Key
    {
        const char *data = nullptr;
        std::uint32_t size = 0;
        std::uint32_t hash = 0;
    };
    struct Slot
    {
        Key key;
        std::uint32_t object = 0; //!< 0: free
    };

    static bool same(const Key &a, const Key &b)
    {
        return a.hash == b.hash && a.size == b.size && std::memcmp(a.data, b.data, a.size) == 0;
    }

    static std::uint32_t hashOf(const char *data, size_t size)
    {
        constexpr std::uint64_t factor = 0x9E3779B97F4A7C15ULL;
        std::uint64_t hash = size * factor;
        for (; size >= 8; data += 8, size -= 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, data, 8);
            hash = (hash ^ word) * factor;
            hash ^= hash >> 32;
        }
        // The rest by loads of fixed sizes, which may overlap: a copy of 0 to 7 bytes would be a call.
        std::uint64_t tail = 0;
        if (size >= 4) {
            std::uint32_t first = 0;
            std::uint32_t last = 0;
            std::memcpy(&first, data, 4);
            std::memcpy(&last, data + size - 4, 4);
            tail = (std::uint64_t{first} << 32) | last;
        } else if (size > 0) {
            const auto byte = [data](size_t at) { return std::uint64_t{static_cast<unsigned char>(data[at])}; };
            tail = (byte(0) << 16) | (byte(size / 2) << 8) | byte(size - 1);
        }
        hash = (hash ^ tail) * factor;
        return static_cast<std::uint32_t>(hash >> 32);
    }

    //! The slot of the key, or the free one where it belongs.
    static Slot &slotIn(std::vector<Slot> &table, std::uint32_t object, const Key &key)
    {
        const size_t mask = table.size() - 1;
        size_t at = (key.hash ^ (object * 0x85EBCA6BU)) & mask;
        while (table[at].object != 0 && !(table[at].object == object && same(table[at].key, key)))
            at = (at + 1) & mask;
        return table[at];
    }

    //! False where the object has the key already.
    bool insert(std::uint32_t object, const Key &key)
    {
        if (m_used * 2 >= m_slots.size())
            grow();
        Slot &slot = slotIn(m_slots, object, key);
        if (slot.object != 0)
            return false;
        slot = {key, object};
        ++m_used;
        return true;
    }

    void grow()
    {
        std::vector<Slot> larger(m_slots.empty() ? 256 : m_slots.size() * 2);
        for (const Slot &slot : m_slots) {
            if (slot.object != 0)
                slotIn(larger, slot.object, slot.key) = slot;
        }
        m_slots.swap(larger);
    }

    std::vector<Object> m_objects;
    std::vector<Key> m_keys;
    std::vector<Slot> m_slots; //!< a power of two; keys of closed objects stay, their id never comes again
    size_t m_used = 0;
    std::uint32_t m_lastId = 0;
};

} // namespace busload
